/* fuzz.c - libFuzzer's way in.  The reader is that of FUZZ_READER.  */
#include <config.h>

#include "readers.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t size)
{
  const char *reader = getenv ("FUZZ_READER");

  if (reader == NULL || fuzz_read (reader, bytes, size) < 0)
    {
      fputs ("FUZZ_READER is not the name of a reader\n", stderr);
      exit (2);
    }
  return 0;
}
