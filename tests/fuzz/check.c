/* check.c - libFuzzer's way into mdmcheck, which is compiled with main and
   _Exit as check_main and check_exit.

   mdmcheck leaves where it finds a fault, so that each run is a process of its
   own.  It gives back what it has covered through memory that both see.  */
#include <config.h>

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int check_main (int count, char **argument);
void check_exit (int status) __attribute__ ((noreturn));

/* A report must not be taken for a status of mdmcheck.  */
const char *
__asan_default_options (void)
{
  return "exitcode=99";
}

const char *
__ubsan_default_options (void)
{
  return "exitcode=99:print_stacktrace=1";
}

/* The counters of the compiler.  */
extern uint8_t __start___sancov_cntrs[], __stop___sancov_cntrs[];

static uint8_t *covered;

static size_t
counters (void)
{
  return (size_t) (__stop___sancov_cntrs - __start___sancov_cntrs);
}

void
check_exit (int status)
{
  memcpy (covered, __start___sancov_cntrs, counters ());
  _exit (status);
}

/* Run mdmcheck on FILE; does not return.  */
static void
check (char *file)
{
  char *argument[] = { "mdmcheck", file, NULL };

  /* Only reports of sanitizers are to be seen.  */
  stdout = fopen ("/dev/null", "w");
  stderr = fopen ("/dev/null", "w");
  if (stdout == NULL || stderr == NULL)
    abort ();
  signal (SIGALRM, SIG_DFL);
  alarm (20);
  check_exit (check_main (2, argument));
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t size)
{
  static int descriptor = -1;
  char file[64];
  int status = 0;
  pid_t child;

  if (descriptor < 0)
    {
      descriptor = memfd_create ("certificate", 0);
      covered = mmap (NULL, counters (), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    }
  if (covered == MAP_FAILED || ftruncate (descriptor, 0) != 0
      || pwrite (descriptor, bytes, size, 0) != (ssize_t) size)
    abort ();
  snprintf (file, sizeof file, "/proc/self/fd/%d", descriptor);
  child = fork ();
  if (child == 0)
    check (file);
  /* The fuzzer's clock interrupts.  */
  while (child > 0 && waitpid (child, &status, 0) < 0 && errno == EINTR)
    ;
  if (child < 0 || !WIFEXITED (status) || WEXITSTATUS (status) > 2)
    {
      fprintf (stderr, "mdmcheck ended with %d\n", child < 0 ? -1 : status);
      abort ();
    }
  memcpy (__start___sancov_cntrs, covered, counters ());
  return 0;
}
