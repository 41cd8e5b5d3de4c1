#include <config.h>

#include "pool/workers.h"

#include "exact/flint-compat.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
# include <sys/prctl.h>
#endif

/* The status with which the program ends where memory is out, wherever it
   is.  */
#define OUT_OF_MEMORY 2

/* What all processes see.  */
typedef struct
{
  _Atomic uint64_t next, end; /* tasks from NEXT on are free, to END wanted */
} shared_t;

struct mdm_worker
{
  shared_t *shared;
  int pipe;
};

/* The parent's view of one worker: what it has sent so far, not yet a whole
   message.  */
typedef struct
{
  pid_t process;
  int pipe; /* or -1 when it has ended */
  char *bytes;
  size_t size, alloc;
} child_t;

/* What stands before the bytes of a message.  */
typedef struct
{
  uint64_t number, size;
} head_t;

uint64_t
mdm_worker_take (mdm_worker_t *worker)
{
  return atomic_fetch_add (&worker->shared->next, 1);
}

void
mdm_worker_end (mdm_worker_t *worker, uint64_t number)
{
  uint64_t end = atomic_load (&worker->shared->end);

  while (number < end
         && !atomic_compare_exchange_weak (&worker->shared->end, &end, number))
    ;
}

int
mdm_worker_unwanted (const mdm_worker_t *worker, uint64_t number)
{
  return number > atomic_load (&worker->shared->end);
}

static void
write_all (int pipe, const char *bytes, size_t size)
{
  while (size > 0)
    {
      ssize_t n = write (pipe, bytes, size);
      if (n < 0 && errno != EINTR)
        _exit (1); /* nobody reads it any more */
      if (n > 0)
        {
          bytes += n;
          size -= (size_t) n;
        }
    }
}

void
mdm_worker_send (mdm_worker_t *worker, uint64_t number, const void *bytes,
                 size_t size)
{
  head_t head = { number, size };
  char *message = flint_malloc (sizeof head + size);

  memcpy (message, &head, sizeof head);
  memcpy (message + sizeof head, bytes, size);
  write_all (worker->pipe, message, sizeof head + size);
  flint_free (message);
}

/* The child: do the work, and leave without touching what the parent has
   open.  Its standard error is not ours: the parent tells what went wrong.  */
static void __attribute__ ((noreturn))
be_worker (shared_t *shared, int pipe, pid_t parent,
           void (*work) (mdm_worker_t *, void *), void *data)
{
  mdm_worker_t worker = { shared, pipe };
  int nowhere = open ("/dev/null", O_WRONLY);

#ifdef __linux__
  (void) prctl (PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (getppid () != parent)
    _exit (1);
  if (nowhere >= 0)
    (void) dup2 (nowhere, STDERR_FILENO);
  work (&worker, data);
  flint_cleanup_master ();
  _exit (0);
}

static mdm_status
system_error (mdm_err_t *err)
{
  return mdm_err_set (err, MDM_EIO, "-j", 0, 0,
                      "cannot work with several processes: %s",
                      strerror (errno));
}

/* Make the worker CHILD, the other COUNT being there.  */
static mdm_status
start (child_t *child, const child_t *other, size_t count, shared_t *shared,
       void (*work) (mdm_worker_t *, void *), void *data, mdm_err_t *err)
{
  pid_t parent = getpid ();
  int ends[2];

  memset (child, 0, sizeof *child);
  child->pipe = -1;
  if (pipe (ends) != 0)
    return system_error (err);
  child->process = fork ();
  if (child->process == 0)
    {
      for (size_t i = 0; i < count; i++)
        (void) close (other[i].pipe);
      (void) close (ends[0]);
      be_worker (shared, ends[1], parent, work, data);
    }
  (void) close (ends[1]);
  child->pipe = ends[0];
  if (child->process > 0)
    return MDM_OK;
  child->process = 0;
  return system_error (err);
}

/* Hand on the whole messages of CHILD, and keep what is begun.  */
static void
hand_on (child_t *child,
         void (*collect) (void *, uint64_t, const char *, size_t),
         void *collector)
{
  size_t at = 0;
  head_t head;

  while (child->size - at >= sizeof head)
    {
      memcpy (&head, child->bytes + at, sizeof head);
      if (child->size - at - sizeof head < head.size)
        break;
      at += sizeof head;
      collect (collector, head.number, child->bytes + at, head.size);
      at += head.size;
    }
  memmove (child->bytes, child->bytes + at, child->size - at);
  child->size -= at;
}

/* Read what CHILD has to say; close its pipe at the end.  */
static void
listen_to (child_t *child,
           void (*collect) (void *, uint64_t, const char *, size_t),
           void *collector)
{
  ssize_t n;

  if (child->alloc - child->size < 65536)
    {
      child->alloc = 2 * child->alloc + 65536;
      child->bytes = flint_realloc (child->bytes, child->alloc);
    }
  n = read (child->pipe, child->bytes + child->size,
            child->alloc - child->size);
  if (n < 0 && errno == EINTR)
    return;
  if (n > 0)
    {
      child->size += (size_t) n;
      hand_on (child, collect, collector);
      return;
    }
  (void) close (child->pipe);
  child->pipe = -1;
}

/* Listen to all COUNT of CHILD until they have ended.  */
static void
listen_to_all (child_t *child, size_t count,
               void (*collect) (void *, uint64_t, const char *, size_t),
               void *collector)
{
  struct pollfd *poll_on = flint_malloc (count * sizeof *poll_on);
  size_t open;

  do
    {
      open = 0;
      for (size_t i = 0; i < count; i++)
        {
          poll_on[i].fd = child[i].pipe;
          poll_on[i].events = POLLIN;
          poll_on[i].revents = 0;
          open += child[i].pipe >= 0;
        }
      if (open > 0 && poll (poll_on, count, -1) > 0)
        for (size_t i = 0; i < count; i++)
          if (child[i].pipe >= 0 && poll_on[i].revents != 0)
            listen_to (child + i, collect, collector);
    }
  while (open > 0);
  flint_free (poll_on);
}

/* Wait for CHILD, and describe an end that is none of its own.  */
static mdm_status
finish (child_t *child, mdm_err_t *err)
{
  int how = 0;

  if (child->pipe >= 0)
    (void) close (child->pipe);
  flint_free (child->bytes);
  if (child->process == 0)
    return MDM_OK;
  while (waitpid (child->process, &how, 0) < 0 && errno == EINTR)
    ;
  if (WIFSIGNALED (how))
    return mdm_err_set (err, MDM_EIO, "-j", 0, 0,
                        "a process was ended by signal %d", WTERMSIG (how));
  if (WEXITSTATUS (how) == OUT_OF_MEMORY)
    return mdm_err_set (err, MDM_EIO, NULL, 0, 0, "out of memory");
  if (how != 0)
    return mdm_err_set (err, MDM_EIO, "-j", 0, 0,
                        "a process ended with status %d", WEXITSTATUS (how));
  return MDM_OK;
}

mdm_status
mdm_workers_run (unsigned workers, void (*work) (mdm_worker_t *, void *),
                 void *data,
                 void (*collect) (void *, uint64_t, const char *, size_t),
                 void *collector, mdm_err_t *err)
{
  child_t *child = flint_malloc (workers * sizeof *child);
  size_t count = 0;
  mdm_status status = MDM_OK;
  shared_t *shared = mmap (NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  if (shared == MAP_FAILED)
    {
      flint_free (child);
      return system_error (err);
    }
  atomic_init (&shared->next, 0);
  atomic_init (&shared->end, UINT64_MAX);
  for (; count < workers && status == MDM_OK; count++)
    status = start (child + count, child, count, shared, work, data, err);
  if (status == MDM_OK)
    listen_to_all (child, count, collect, collector);
  for (size_t i = 0; i < count; i++)
    {
      mdm_status end = MDM_OK;
      if (status != MDM_OK && child[i].process > 0)
        (void) kill (child[i].process, SIGKILL);
      end = finish (child + i, status == MDM_OK ? err : NULL);
      status = status == MDM_OK ? end : status;
    }
  (void) munmap (shared, sizeof *shared);
  flint_free (child);
  return status;
}
