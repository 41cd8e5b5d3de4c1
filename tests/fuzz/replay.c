/* replay.c - read every FILE with READER, without a fuzzer.

     replay READER FILE..   "FILE: STATUS" for each
     replay                 the names of the readers  */
#include <config.h>

#include "readers.h"

#include "exact/limit.h"
#include "text/file.h"

#include "exact/flint-compat.h"

#include <stdio.h>

static int
replay (const char *reader, const char *file)
{
  const mdm_limit_t limit = MDM_LIMIT_DEFAULT;
  char *text = NULL;
  size_t length = 0;
  mdm_err_t err;
  int status;

  if (mdm_file_read_binary (&text, &length, file, &limit, &err) != MDM_OK)
    {
      fprintf (stderr, "%s: %s\n", file, err.message);
      return 2;
    }
  status = fuzz_read (reader, text, length);
  flint_free (text);
  printf ("%s: %d\n", file, status);
  return status < 0 ? 2 : fflush (stdout) != 0;
}

int
main (int count, char **argument)
{
  for (size_t i = 0; count == 1 && fuzz_name (i) != NULL; i++)
    puts (fuzz_name (i));
  for (int i = 2; i < count; i++)
    {
      int status = replay (argument[1], argument[i]);
      if (status != 0)
        return status;
    }
  return 0;
}
