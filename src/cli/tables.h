/* tables.h - descriptions of tables, for the commands that read them.  */
#ifndef MDM_CLI_TABLES_H
#define MDM_CLI_TABLES_H

#include "cli/options.h"
#include "table/description.h"

/* Set DESCRIPTION, just initialised with FILE and LIBRARY, to what FILE says,
   and LIBRARY, if it is there, to the theorem library, which may be missing
   where no claim of it is referred to.  */
mdm_status mdm_tables_read (mdm_description_t description,
                            mdm_library_t library, const char *file,
                            const mdm_options_t *options,
                            mdm_err_t *err) MDM_MUST_CHECK;

/* How numbers are written: an option wins over DESCRIPTION.  */
mdm_format_t mdm_tables_format (const mdm_description_t description,
                                const mdm_options_t *options);

#endif
