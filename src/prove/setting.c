#include <config.h>

#include "prove/setting.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "prove/form.h"
#include "sampler/schedule_spec.h"
#include "sampler/weights.h"
#include "text/nearest.h"
#include "text/string.h"

#include <string.h>

#define WEIGHTS "weights:"

void
mdm_setting_init (mdm_setting_t *setting)
{
  memset (setting, 0, sizeof *setting);
  mdm_schedule_init (setting->schedule);
}

static void
begin (mdm_setting_t *setting, const mdm_proof_size_t *size)
{
  size_t length = size->length;

  setting->scope.kind = MDM_SCOPE_PROCESS;
  setting->scope.length = length;
  setting->scope.smax = size->smax;
  setting->scope.steps = size->steps;
  mdm_mixture_init (setting->mixture, length);
  setting->weight = _fmpq_vec_init ((slong) length);
}

void
mdm_setting_clear (mdm_setting_t *setting)
{
  mdm_schedule_clear (setting->schedule);
  mdm_mixture_clear (setting->mixture);
  _fmpq_vec_clear (setting->weight, (slong) setting->scope.length);
  flint_free (setting->text);
}

void
mdm_setting_set_none (mdm_setting_t *setting, const mdm_proof_size_t *size)
{
  begin (setting, size);
  setting->text = mdm_str ("no schedule");
}

/* Read `a_0,..,a_{L-1}' of weights:, expected numbers of tokens drawn while
   exactly k are revealed.  */
static mdm_status
read_weights (mdm_setting_t *setting, const char *text, mdm_err_t *err)
{
  size_t length = setting->scope.length, count = 0;
  MDM_FMPQ (sum);
  MDM_FMPQ (next);

  for (int more = 1; more; count++)
    {
      size_t n = strcspn (text, ",");
      MDM_TRY (mdm_rational_read (next, text, n, err));
      if (fmpq_sgn (next) < 0)
        return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "a weight is never negative");
      if (count < length)
        fmpq_set (setting->weight + count, next);
      fmpq_add (sum, sum, next);
      /* Once L - 1 or fewer are revealed, more must have been drawn.  */
      if (fmpq_cmp_ui (sum, count < length ? count + 1 : 0) < 0)
        return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "no process has these weights: the first %zu "
                            "sum to less than %zu",
                            count + 1, count + 1);
      more = text[n] == ',';
      text += n + (size_t) more;
    }
  if (count != length)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "%zu weights are given for the length %zu", count,
                        length);
  if (fmpq_cmp_ui (sum, length) != 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "the weights do not sum to the length %zu", length);
  return MDM_OK;
}

/* Read the schedule SPEC, and the weights of what it draws.  */
static mdm_status
read_schedule (mdm_setting_t *setting, const char *spec,
               const mdm_limit_t *limit, mdm_err_t *err)
{
  if (mdm_schedule_is_chosen (spec))
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "the schedule depends on a law; a proof is about "
                        "all of them");
  MDM_TRY (mdm_schedule_parse (setting->schedule, spec, setting->scope.length,
                               NULL, limit, err));
  if (setting->schedule->kind == MDM_SCHEDULE_POLICY)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "what a policy draws depends on a law; a proof is "
                        "about all of them");
  setting->scope.schedule = setting->schedule;
  if (setting->schedule->kind == MDM_SCHEDULE_BLOCKS)
    return MDM_OK;
  setting->scope.weight = setting->weight;
  MDM_TRY (mdm_weights_check (setting->schedule, limit, err));
  mdm_weights_set_schedule (setting->weight, setting->schedule);
  return MDM_OK;
}

mdm_status
mdm_setting_set_process (mdm_setting_t *setting, const mdm_proof_size_t *size,
                         const char *spec, int random,
                         const mdm_limit_t *limit, mdm_err_t *err)
{
  int weights = strncmp (spec, WEIGHTS, strlen (WEIGHTS)) == 0;

  begin (setting, size);
  setting->text = mdm_str ("the schedule %s", spec);
  MDM_TRY (weights ? read_weights (setting, spec + strlen (WEIGHTS), err)
                   : read_schedule (setting, spec, limit, err));
  if (weights)
    setting->scope.weight = setting->weight;
  if (random && setting->scope.weight == NULL)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "constants are about random partitions, not about "
                        "one partition");
  return MDM_OK;
}

/* The scope in words.  */
static char *
scope_str (const mdm_scope_t *scope)
{
  const char *which
      = scope->kind == MDM_SCOPE_ALL ? "all schedules" : "some schedule";

  if (scope->steps == 0)
    return mdm_str ("%s with sizes <= %zu", which, scope->smax);
  if (scope->smax == 0)
    return mdm_str ("%s of %zu steps", which, scope->steps);
  return mdm_str ("%s of %zu steps with sizes <= %zu", which, scope->steps,
                  scope->smax);
}

mdm_status
mdm_setting_set_quantifier (mdm_setting_t *setting,
                            const mdm_proof_size_t *size, int all,
                            mdm_err_t *err)
{
  mdm_scope_t *scope = &setting->scope;

  begin (setting, size);
  scope->kind = all ? MDM_SCOPE_ALL : MDM_SCOPE_SOME;
  setting->text = scope_str (scope);
  if (!mdm_scope_is_empty (scope))
    return MDM_OK;
  return scope->steps > scope->length
             ? mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "more steps than the length %zu", scope->length)
             : mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "%zu steps of at most %zu are less than the "
                            "length %zu",
                            scope->steps, scope->smax, scope->length);
}

/* What a text says.  */
typedef struct
{
  mdm_proof_size_t size;
  int all, some;
} said_t;

/* The words of such a text: those of numbers go to the sizes, the others are
   flags.  */
static const struct
{
  const char *name;
  int is_number;
  size_t offset;
} words[] = { { "length", 1, offsetof (said_t, size.length) },
              { "smax", 1, offsetof (said_t, size.smax) },
              { "steps", 1, offsetof (said_t, size.steps) },
              { "all-schedules", 0, offsetof (said_t, all) },
              { "some-schedule", 0, offsetof (said_t, some) } };

#define WORDS (sizeof words / sizeof *words)

/* Fail as ITEM[0..LENGTH) is none of these.  */
static mdm_status
unknown_word (const char *item, size_t length, mdm_err_t *err)
{
  mdm_nearest_t nearest = mdm_nearest_to (item, strcspn (item, "=, "));
  MDM_OWNED char *meant = NULL;

  for (size_t i = 0; i < WORDS; i++)
    mdm_nearest_try (&nearest, words[i].name);
  meant = mdm_nearest_str (&nearest, "; the words are length=L, "
                                     "all-schedules, some-schedule, smax=S "
                                     "and steps=T");
  return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0, "'%.*s' is not known%s",
                      length > 40 ? 40 : (int) length, item, meant);
}

/* Read ITEM[0..LENGTH) to SAID.  */
static mdm_status
read_word (said_t *said, const char *item, size_t length, mdm_err_t *err)
{
  const char *sign = memchr (item, '=', length);
  size_t n = sign == NULL ? length : (size_t) (sign - item), i = 0;
  char *place = (char *) said;
  uint64_t number = 0;

  while (
      i < WORDS
      && (strncmp (words[i].name, item, n) != 0 || words[i].name[n] != '\0'))
    i++;
  if (i == WORDS || words[i].is_number != (sign != NULL))
    return unknown_word (item, length, err);
  place += words[i].offset;
  if (words[i].is_number ? *(size_t *) place > 0 : *(int *) place)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0, "%s is given twice",
                        words[i].name);
  if (!words[i].is_number)
    {
      *(int *) place = 1;
      return MDM_OK;
    }
  MDM_TRY (mdm_natural_read (&number, sign + 1, length - n - 1,
                             MDM_SETTING_LENGTH_MAX, err));
  *(size_t *) place = number;
  return number > 0 ? MDM_OK
                    : mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                                   "%s is at least 1", words[i].name);
}

/* Read TEXT to SAID.  */
static mdm_status
read_words (said_t *said, const char *text, mdm_err_t *err)
{
  for (const char *p = text;; p++)
    {
      size_t blanks = strspn (p, " "), n;
      p += blanks;
      n = strcspn (p, ",");
      for (blanks = n; blanks > 0 && p[blanks - 1] == ' ';)
        blanks--;
      MDM_TRY (read_word (said, p, blanks, err));
      p += n;
      if (*p == '\0')
        return MDM_OK;
    }
}

/* Do the words of SAID go together, and with a schedule, if it is GIVEN?  */
static mdm_status
check_words (const said_t *said, int given, mdm_err_t *err)
{
  const mdm_proof_size_t *size = &said->size;
  int quantifier = said->all || said->some,
      sizes = size->smax + size->steps > 0;
  const char *what
      = size->length == 0 ? "the length is missing, as in length=8"
        : said->all + said->some + given > 1
            ? "one of all-schedules, some-schedule and a schedule may be meant"
        : quantifier && !sizes
            ? "smax=S is missing, the largest size, or steps=T, their number"
        : !quantifier && sizes
            ? "smax and steps are of all-schedules or some-schedule"
            : NULL;

  return what == NULL ? MDM_OK
                      : mdm_err_set (err, MDM_EPARSE, NULL, 0, 0, "%s", what);
}

mdm_status
mdm_setting_open (mdm_setting_t *setting, int *part, const char *text,
                  const char *spec, const mdm_limit_t *limit, mdm_err_t *err)
{
  said_t said = { { 0, 0, 0 }, 0, 0 };

  *part = 0;
  MDM_TRY (read_words (&said, text, err));
  MDM_TRY (check_words (&said, spec != NULL, err));
  MDM_TRY (mdm_setting_check_work (&said.size, said.some, limit, err));
  if (said.all || said.some)
    return mdm_setting_set_quantifier (setting, &said.size, said.all, err);
  if (spec == NULL)
    {
      mdm_setting_set_none (setting, &said.size);
      return MDM_OK;
    }
  *part = 1;
  MDM_TRY (mdm_setting_set_process (setting, &said.size, spec, 0, limit, err));
  return setting->scope.weight != NULL
             ? MDM_OK
             : mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "it is one ordered partition; rows of all laws "
                            "are about random ones, for others there is "
                            "mdmcert prove");
}

mdm_status
mdm_setting_check_work (const mdm_proof_size_t *size, int some,
                        const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t most = size->smax > 0 && size->smax < size->length ? size->smax
                                                            : size->length;
  uint64_t fractions = mdm_work_mul (size->length, some ? 8 + most : 8);

  return mdm_limit_check (limit, "the ray table",
                          mdm_work_mul (fractions, MDM_CELLS_PER_FRACTION), 0,
                          err);
}

int
mdm_scope_lacks_schedule (const mdm_scope_t *scope, const mdm_entry_t *entry)
{
  return scope->kind == MDM_SCOPE_PROCESS && scope->weight == NULL
         && scope->schedule == NULL
         && mdm_set_form_speaks_of_error (&entry->statement.claim);
}

mdm_status
mdm_scope_check_entry (const mdm_scope_t *scope, const mdm_entry_t *entry,
                       mdm_err_t *err)
{
  int holds;

  if (entry->id != NULL && entry->about == MDM_ABOUT_SIZES
      && scope->schedule != NULL
      && scope->schedule->kind == MDM_SCHEDULE_BLOCKS)
    return mdm_err_set (err, MDM_EABSENT, entry->id, 0, 0,
                        "it is about random partitions, not about one "
                        "partition");
  if (entry->some && scope->kind != MDM_SCOPE_SOME)
    return mdm_err_set (err, MDM_EABSENT, entry->id, 0, 0,
                        "it claims some schedule with sizes <= smax, "
                        "--some-schedule");
  for (size_t h = 0; h < entry->hypotheses; h++)
    {
      /* What names positions is of the law, and is given.  */
      if (mdm_set_form_names_positions (&entry->hypothesis[h].claim))
        continue;
      MDM_TRY (mdm_rays_hypothesis (&holds, &entry->hypothesis[h].claim, scope,
                                    err));
      if (!holds)
        return mdm_err_set (err, MDM_EABSENT, entry->id, 0, 0,
                            "the hypothesis %s does not hold",
                            entry->hypothesis[h].text);
    }
  return MDM_OK;
}
