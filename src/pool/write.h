/* write.h - all bytes to a descriptor, or none that one could rely on.  */
#ifndef MDM_POOL_WRITE_H
#define MDM_POOL_WRITE_H

#include <stddef.h>

/* Write SIZE bytes from BYTES to DESCRIPTOR, however many calls and
   interruptions that takes; 0, or -1 with errno.  */
int mdm_write_all (int descriptor, const void *bytes, size_t size);

#endif
