#include <config.h>

#include "pool/write.h"

#include <errno.h>
#include <unistd.h>

int
mdm_write_all (int descriptor, const void *bytes, size_t size)
{
  for (const char *p = bytes; size > 0;)
    {
      ssize_t n = write (descriptor, p, size);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      p += n;
      size -= (size_t) n;
    }
  return 0;
}
