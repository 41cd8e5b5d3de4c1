#include <config.h>

#include "text/memory_stream.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of the first block.  */
#define ROOM 512

/* Where a stream writes to: TEXT is a block of ROOM bytes.  */
typedef struct
{
  char **text;
  size_t *length, room;
} memory_t;

static mdm_status
out_of_memory (mdm_err_t *err)
{
  return mdm_err_set (err, MDM_EIO, NULL, 0, 0, "out of memory");
}

/* Make room for SIZE bytes more and a NUL: 0, or -1 when there is none.  */
static int
make_room (memory_t *memory, size_t size)
{
  size_t need = *memory->length + size + 1, room = memory->room;
  char *block;

  if (need < size || need > SIZE_MAX / 2)
    return -1;
  if (need <= room)
    return 0;
  while (room < need)
    room *= 2;
  block = realloc (*memory->text, room);
  if (block == NULL)
    return -1;
  *memory->text = block;
  memory->room = room;
  return 0;
}

/* To the stream, 0 bytes written are an error, which stays with it.  */
static ssize_t
write_to (void *cookie, const char *bytes, size_t size)
{
  memory_t *memory = cookie;

  if (make_room (memory, size) != 0)
    return 0;
  memcpy (*memory->text + *memory->length, bytes, size);
  *memory->length += size;
  (*memory->text)[*memory->length] = '\0';
  return (ssize_t) size;
}

static int
release (void *cookie)
{
  free (cookie);
  return 0;
}

mdm_status
mdm_memory_open (FILE **stream, char **text, size_t *length, mdm_err_t *err)
{
  memory_t *memory = malloc (sizeof *memory);

  *text = calloc (1, ROOM);
  *length = 0;
  *stream = NULL;
  if (memory != NULL && *text != NULL)
    {
      *memory = (memory_t){ text, length, ROOM };
      *stream = fopencookie (
          memory, "w",
          (cookie_io_functions_t){ .write = write_to, .close = release });
    }
  if (*stream != NULL)
    return MDM_OK;
  free (memory);
  free (*text);
  *text = NULL;
  return out_of_memory (err);
}

mdm_status
mdm_memory_close (FILE *stream, char **text, mdm_err_t *err)
{
  int failed = fflush (stream) != 0 || ferror (stream);

  if (fclose (stream) == 0 && !failed)
    return MDM_OK;
  free (*text);
  *text = NULL;
  return out_of_memory (err);
}
