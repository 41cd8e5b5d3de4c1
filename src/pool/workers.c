#include <config.h>

#include "pool/workers.h"
#include "pool/write.h"

#include "exact/flint-compat.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
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
  _Atomic size_t fresh;  /* groups from here on nobody has begun */
  _Atomic size_t end;    /* tasks from here on are not wanted */
  _Atomic size_t next[]; /* of each group: its next task */
} shared_t;

/* Who collects: what has failed, and how much is done.  */
typedef struct
{
  const mdm_workers_t *job;
  size_t done, failed; /* the first task that failed, or SIZE_MAX */
  mdm_err_t failure;   /* and how */
  mdm_status status;   /* of collecting */
  mdm_err_t *err;
} collector_t;

struct mdm_worker
{
  const mdm_workers_t *job;
  shared_t *shared;
  size_t group;           /* at hand; SIZE_MAX: none */
  int pipe;               /* or -1: the worker is in this process, .. */
  collector_t *collector; /* ..and so is who collects */
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

/* What stands before the bytes of a message, which are those of an mdm_err_t
   where the task FAILED.  */
typedef struct
{
  size_t number, size, failed;
} head_t;

/* Take the next task of GROUP, if there is one.  */
static int
take_from (size_t *number, mdm_worker_t *worker, size_t group)
{
  size_t to = worker->job->start[group + 1];
  _Atomic size_t *next = worker->shared->next + group;

  if (atomic_load (next) >= to)
    return 0;
  *number = atomic_fetch_add (next, 1);
  worker->group = group;
  return *number < to && *number < atomic_load (&worker->shared->end);
}

/* The group of which most is left, or SIZE_MAX.  */
static size_t
largest (const mdm_worker_t *worker)
{
  size_t end = atomic_load (&worker->shared->end), most = 0, res = SIZE_MAX;

  for (size_t g = 0; g < worker->job->groups; g++)
    {
      size_t next = atomic_load (worker->shared->next + g);
      size_t to = worker->job->start[g + 1];
      size_t left = next < to && next < end ? to - next : 0;
      if (left > most)
        {
          most = left;
          res = g;
        }
    }
  return res;
}

int
mdm_worker_take (size_t *number, mdm_worker_t *worker)
{
  size_t group;

  if (worker->group != SIZE_MAX && take_from (number, worker, worker->group))
    return 1;
  while ((group = atomic_fetch_add (&worker->shared->fresh, 1))
         < worker->job->groups)
    if (take_from (number, worker, group))
      return 1;
  while ((group = largest (worker)) != SIZE_MAX)
    if (take_from (number, worker, group))
      return 1;
  return 0;
}

/* Nothing from task NUMBER on is wanted.  */
static void
end_at (shared_t *shared, size_t number)
{
  size_t end = atomic_load (&shared->end);

  while (number < end
         && !atomic_compare_exchange_weak (&shared->end, &end, number))
    ;
}

/* In the process that collects: take in the message of HEAD and BYTES.  */
static void
take_in (collector_t *collector, const head_t *head, const char *bytes)
{
  const mdm_workers_t *job = collector->job;

  if (collector->status != MDM_OK)
    return;
  if (!head->failed)
    {
      collector->status = job->collect (job->data, head->number, bytes,
                                        head->size, collector->err);
      job->tell (job->data, ++collector->done);
    }
  else if (head->number < collector->failed)
    {
      collector->failed = head->number;
      memcpy (&collector->failure, bytes, sizeof collector->failure);
    }
}

static void
send (mdm_worker_t *worker, const head_t *head, const void *bytes)
{
  char *message;

  if (worker->pipe < 0)
    {
      take_in (worker->collector, head, bytes);
      if (worker->collector->status != MDM_OK)
        end_at (worker->shared, 0);
      return;
    }
  message = flint_malloc (sizeof *head + head->size);
  memcpy (message, head, sizeof *head);
  memcpy (message + sizeof *head, bytes, head->size);
  if (mdm_write_all (worker->pipe, message, sizeof *head + head->size) != 0)
    _exit (1); /* nobody reads it any more */
  flint_free (message);
}

void
mdm_worker_send (mdm_worker_t *worker, size_t number, const void *bytes,
                 size_t size)
{
  send (worker, &(head_t){ number, size, 0 }, bytes);
}

void
mdm_worker_enough (mdm_worker_t *worker, size_t number)
{
  end_at (worker->shared, number + 1);
}

void
mdm_worker_fail (mdm_worker_t *worker, size_t number, const mdm_err_t *err)
{
  end_at (worker->shared, number);
  send (worker, &(head_t){ number, sizeof *err, 1 }, err);
}

/* The child: do the work, and leave without touching what the parent has
   open.  Its standard error is not ours: the parent tells what went wrong.  */
static void __attribute__ ((noreturn))
be_worker (mdm_worker_t worker, pid_t parent)
{
  const mdm_workers_t *job = worker.job;
  int nowhere = open ("/dev/null", O_WRONLY);

#ifdef __linux__
  (void) prctl (PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (getppid () != parent)
    _exit (1);
  if (nowhere >= 0)
    (void) dup2 (nowhere, STDERR_FILENO);
  if (job->forked != NULL)
    job->forked (job->data);
  job->work (&worker, job->data);
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
       const mdm_workers_t *job, mdm_err_t *err)
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
      be_worker ((mdm_worker_t){ job, shared, SIZE_MAX, ends[1], NULL },
                 parent);
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
hand_on (child_t *child, collector_t *collector)
{
  size_t at = 0;
  head_t head;

  while (child->size - at >= sizeof head)
    {
      memcpy (&head, child->bytes + at, sizeof head);
      if (child->size - at - sizeof head < head.size)
        break;
      at += sizeof head;
      take_in (collector, &head, child->bytes + at);
      at += head.size;
    }
  memmove (child->bytes, child->bytes + at, child->size - at);
  child->size -= at;
}

/* Read what CHILD has to say; close its pipe at the end.  */
static void
listen_to (child_t *child, collector_t *collector)
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
      hand_on (child, collector);
      return;
    }
  (void) close (child->pipe);
  child->pipe = -1;
}

/* Listen to all COUNT of CHILD until they have ended, or what they say cannot
   be taken in.  */
static void
listen_to_all (child_t *child, size_t count, collector_t *collector)
{
  const mdm_workers_t *job = collector->job;
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
      if (open > 0 && poll (poll_on, count, 1000) <= 0)
        job->tell (job->data, collector->done);
      else
        for (size_t i = 0; i < count; i++)
          if (child[i].pipe >= 0 && poll_on[i].revents != 0)
            listen_to (child + i, collector);
    }
  while (open > 0 && collector->status == MDM_OK);
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

/* Do the work in processes of its own.  */
static mdm_status
run_in_processes (collector_t *collector, shared_t *shared, mdm_err_t *err)
{
  const mdm_workers_t *job = collector->job;
  child_t *child = flint_malloc (job->workers * sizeof *child);
  mdm_status status = MDM_OK;
  size_t count = 0;

  for (; count < job->workers && status == MDM_OK; count++)
    status = start (child + count, child, count, shared, job, err);
  if (status == MDM_OK)
    {
      listen_to_all (child, count, collector);
      status = collector->status;
    }
  for (size_t i = 0; i < count; i++)
    {
      mdm_status end = MDM_OK;
      if (status != MDM_OK && child[i].process > 0)
        (void) kill (child[i].process, SIGKILL);
      end = finish (child + i, status == MDM_OK ? err : NULL);
      status = status == MDM_OK ? end : status;
    }
  flint_free (child);
  return status;
}

mdm_status
mdm_workers_run (const mdm_workers_t *job, mdm_err_t *err)
{
  collector_t collector = { .job = job, .failed = SIZE_MAX, .err = err };
  size_t size = sizeof (shared_t) + job->groups * sizeof (_Atomic size_t);
  shared_t *shared = mmap (NULL, size, PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  mdm_worker_t here = { job, shared, SIZE_MAX, -1, &collector };
  mdm_status status;

  if (shared == MAP_FAILED)
    return system_error (err);
  atomic_init (&shared->fresh, 0);
  atomic_init (&shared->end, SIZE_MAX);
  for (size_t g = 0; g < job->groups; g++)
    atomic_init (shared->next + g, job->start[g]);
  if (job->workers > 1)
    status = run_in_processes (&collector, shared, err);
  else
    {
      job->work (&here, job->data);
      status = collector.status;
    }
  (void) munmap (shared, size);
  if (status != MDM_OK || collector.failed == SIZE_MAX)
    return status;
  *err = collector.failure;
  return err->status;
}
