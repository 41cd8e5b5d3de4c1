/* no-memory.c - to be preloaded: memory that is out at a chosen call.

   Of the calls that allocate after main has begun, the one whose number,
   counted from 1, is in the environment variable NO_MEMORY_AT fails, and with
   NO_MEMORY_ON all later ones do too.  How many there were is written to the
   file NO_MEMORY_COUNT at the end, but not by _exit.  */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

extern void *__libc_malloc (size_t size);
extern void *__libc_calloc (size_t count, size_t size);
extern void *__libc_realloc (void *old, size_t size);

static long at = -1; /* before main */
static int on;
static atomic_long calls;

static int
is_out (void)
{
  long call;

  if (at < 0)
    return 0;
  call = atomic_fetch_add (&calls, 1) + 1;
  if (at == 0 || call < at || (call > at && !on))
    return 0;
  errno = ENOMEM;
  return 1;
}

void *
malloc (size_t size)
{
  return is_out () ? NULL : __libc_malloc (size);
}

void *
calloc (size_t count, size_t size)
{
  return is_out () ? NULL : __libc_calloc (count, size);
}

void *
realloc (void *old, size_t size)
{
  return is_out () ? NULL : __libc_realloc (old, size);
}

typedef int main_t (int, char **, char **);
typedef int start_t (main_t *, int, char **, void (*) (void), void (*) (void),
                     void (*) (void), void *);

/* The libraries are ready: from here on calls count.  */
int
__libc_start_main (main_t *main, int count, char **argument,
                   void (*init) (void), void (*fini) (void),
                   void (*loader) (void), void *stack)
{
  start_t *start = (start_t *) dlsym (RTLD_NEXT, "__libc_start_main");
  const char *text = getenv ("NO_MEMORY_AT");

  on = getenv ("NO_MEMORY_ON") != NULL;
  at = text != NULL ? atol (text) : 0;
  return start (main, count, argument, init, fini, loader, stack);
}

static void __attribute__ ((destructor)) tell (void)
{
  const char *file = getenv ("NO_MEMORY_COUNT");
  long count = atomic_load (&calls);
  int descriptor;

  at = -1;
  if (file == NULL)
    return;
  descriptor = open (file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (descriptor >= 0)
    dprintf (descriptor, "%ld\n", count);
}

/* Without this, mdmcheck would not tell.  */
void
_Exit (int status)
{
  tell ();
  for (;;)
    syscall (SYS_exit_group, status);
}
