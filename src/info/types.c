#include <config.h>

#include "info/types.h"

#include "exact/logsum.h"

/* Tables of balls of PREC bits: log t! for t = 0..L, and for each part and
   token of mixed iid row[j](v)^t / t!.  Of two noisy copies instead r^t and
   log (1 + r^t).  */
typedef struct
{
  slong prec; /* 0: nothing is there */
  arb_ptr log_factorial;
  arb_ptr power; /* or NULL */
  int mirrored;
  arb_ptr noise, log_noise; /* or NULL */
} tables_t;

/* Is FORM a fair choice of two parts of two tokens, (a, b) and (b, a) with
   0 < a < b, or b < a?  */
static int
is_noisy (const mdm_form_t *form)
{
  const fmpq *row = form->row;

  return form->kind == MDM_LAW_MIXED_IID && form->vocab == 2
         && form->states == 2 && fmpq_equal (form->start, form->start + 1)
         && fmpq_equal (row, row + 3) && fmpq_equal (row + 1, row + 2)
         && !fmpq_is_zero (row) && !fmpq_is_zero (row + 1)
         && !fmpq_equal (row, row + 1);
}

static size_t
powers (const mdm_form_t *form)
{
  return form->kind == MDM_LAW_MIXED_IID && !is_noisy (form)
             ? form->states * (size_t) form->vocab * (form->length + 1)
             : 0;
}

static void
clear_tables (void *data, const mdm_form_t *form)
{
  tables_t *tables = data;

  if (tables->prec == 0)
    return;
  _arb_vec_clear (tables->log_factorial, (slong) form->length + 1);
  _arb_vec_clear (tables->power, (slong) powers (form));
  if (tables->noise != NULL)
    {
      _arb_vec_clear (tables->noise, (slong) form->length + 1);
      _arb_vec_clear (tables->log_noise, (slong) form->length + 1);
    }
}

/* Is FORM, of two tokens, the same when they are exchanged?  It is if each
   part is one with the tokens exchanged and of the same probability, as often;
   to look for the first of these only errs to the safe side.  */
static int
is_mirrored (const mdm_form_t *form)
{
  const fmpq *row = form->row;

  if (form->kind != MDM_LAW_MIXED_IID || form->vocab != 2)
    return 0;
  for (size_t j = 0; j < form->states; j++)
    {
      size_t i = 0, alike = 0;
      for (; i < form->states; i++)
        if (fmpq_equal (row + 2 * i, row + 2 * j + 1))
          {
            alike++;
            if (!fmpq_equal (form->start + i, form->start + j))
              return 0;
          }
      if (alike != 1)
        return 0;
    }
  return 1;
}

/* The lesser and the greater of the two probabilities of a noisy FORM.  */
static const fmpq *
lesser (const mdm_form_t *form)
{
  return form->row + (fmpq_cmp (form->row, form->row + 1) > 0);
}

static const fmpq *
greater (const mdm_form_t *form)
{
  return form->row + (fmpq_cmp (form->row, form->row + 1) < 0);
}

/* Set the tables of noisy copies, r = a/b.  */
static void
set_noise (tables_t *tables, const mdm_form_t *form)
{
  size_t length = form->length;
  slong prec = tables->prec;
  MDM_FMPQ (r);
  MDM_ARB (x);

  tables->noise = _arb_vec_init ((slong) length + 1);
  tables->log_noise = _arb_vec_init ((slong) length + 1);
  fmpq_div (r, lesser (form), greater (form));
  arb_set_fmpq (x, r, prec);
  arb_one (tables->noise);
  for (size_t t = 0; t <= length; t++)
    {
      if (t > 0)
        arb_mul (tables->noise + t, tables->noise + t - 1, x, prec);
      arb_log1p (tables->log_noise + t, tables->noise + t, prec);
    }
}

/* The tables with at least PREC bits.  */
static const tables_t *
tables_of (mdm_form_t *form, slong prec)
{
  tables_t *tables = mdm_formed_tables (form, sizeof *tables, clear_tables);
  size_t length = form->length;
  MDM_ARB (p);

  if (tables->prec >= prec)
    return tables;
  clear_tables (tables, form);
  tables->prec = prec;
  tables->mirrored = is_mirrored (form);
  tables->log_factorial = _arb_vec_init ((slong) length + 1);
  for (size_t t = 2; t <= length; t++)
    {
      arb_log_ui (p, t, prec);
      arb_add (tables->log_factorial + t, tables->log_factorial + t - 1, p,
               prec);
    }
  if (is_noisy (form))
    set_noise (tables, form);
  tables->power = _arb_vec_init ((slong) powers (form));
  for (size_t r = 0; r * (length + 1) < powers (form); r++)
    {
      arb_ptr power = tables->power + r * (length + 1);
      arb_set_fmpq (p, form->row + r, prec);
      arb_one (power);
      for (size_t t = 1; t <= length; t++)
        {
          arb_mul (power + t, power + t - 1, p, prec);
          arb_div_ui (power + t, power + t, t, prec);
        }
    }
  return tables;
}

/* Mixed iid.  */

/* A walk through all types of k tokens: of the tokens before a depth, SUM is
   the sum of log t_v!, and PRODUCT[j] is start (j) prod row[j](v)^t_v / t_v!,
   at depth * (states + 1).  */
typedef struct
{
  const mdm_form_t *form;
  const tables_t *tables;
  slong prec;
  arb_ptr at;
  arb_t log, total;
} walk_t;

/* The types that have LEFT tokens from V on.  Those of the last token are
   counted as many TIMES.  */
static void
visit (walk_t *w, size_t v, size_t left, ulong times)
{
  const mdm_form_t *form = w->form;
  size_t states = form->states, width = form->length + 1;
  arb_ptr now = w->at + v * (states + 1), next = now + states + 1;
  int last = v + 1 == form->vocab;

  for (size_t t = last ? left : 0; t <= left; t++)
    {
      int possible = 0;
      ulong more = times;
      for (size_t j = 0; j < states; j++)
        {
          arb_srcptr power
              = w->tables->power + (j * (size_t) form->vocab + v) * width;
          arb_mul (next + j, now + j, power + t, w->prec);
          possible |= !arb_is_zero (next + j);
        }
      if (!possible)
        continue;
      arb_add (next + states, now + states, w->tables->log_factorial + t,
               w->prec);
      if (w->tables->mirrored && v == 0)
        {
          if (2 * t > left)
            break;
          more = 2 * t == left ? 1 : 2;
        }
      if (!last)
        {
          visit (w, v + 1, left - t, more);
          continue;
        }
      for (size_t j = 1; j < states; j++)
        arb_add (next, next, next + j, w->prec);
      arb_log (w->log, next, w->prec);
      arb_add (w->log, w->log, next + states, w->prec);
      arb_mul_ui (next, next, times, w->prec);
      arb_submul (w->total, next, w->log, w->prec);
    }
}

static void
mixed_ball (arb_t res, mdm_form_t *form, size_t k, slong prec)
{
  size_t states = form->states, vocab = (size_t) form->vocab;
  size_t room = (vocab + 1) * (states + 1);
  walk_t w = { .form = form, .tables = tables_of (form, prec), .prec = prec };
  MDM_FMPZ (factorial);

  w.at = _arb_vec_init ((slong) room);
  arb_init (w.log);
  arb_init (w.total);
  for (size_t j = 0; j < states; j++)
    arb_set_fmpq (w.at + j, form->start + j, prec);
  visit (&w, 0, k, 1);
  fmpz_fac_ui (factorial, k);
  arb_mul_fmpz (res, w.total, factorial, prec);
  arb_clear (w.log);
  arb_clear (w.total);
  _arb_vec_clear (w.at, (slong) room);
}

/* The same of noisy copies.  A string of k with c <= k/2 of one token has the
   probability q = b^k r^c (1 + r^(k-2c)) / 2, r = a/b, and
   log q = k log b - log 2 + c log r + log (1 + r^(k-2c)), so that L logarithms
   do for all k.  */
static void
noisy_ball (arb_t res, mdm_form_t *form, size_t k, slong prec)
{
  const tables_t *tables = tables_of (form, prec);
  MDM_ARB (ways); /* C(k,c) r^c */
  MDM_ARB (log);  /* log q without its last term */
  MDM_ARB (log_r);
  MDM_ARB (x);
  MDM_ARB (y);

  arb_zero (res);
  arb_one (ways);
  arb_log (log_r, tables->noise + 1, prec);
  arb_set_fmpq (x, greater (form), prec);
  arb_log (log, x, prec);
  arb_mul_ui (log, log, k, prec);
  arb_const_log2 (y, prec);
  arb_sub (log, log, y, prec);
  for (size_t c = 0; 2 * c <= k; c++)
    {
      size_t m = k - 2 * c;
      arb_add (y, log, tables->log_noise + m, prec);
      arb_mul (y, y, ways, prec);
      arb_addmul (y, y, tables->noise + m, prec);
      if (m == 0)
        arb_mul_2exp_si (y, y, -1);
      arb_sub (res, res, y, prec);
      arb_add (log, log, log_r, prec);
      arb_mul (ways, ways, tables->noise + 1, prec);
      arb_mul_ui (ways, ways, k - c, prec);
      arb_div_ui (ways, ways, c + 1, prec);
    }
  arb_pow_ui (x, x, k, prec);
  arb_mul (res, res, x, prec);
}

/* The same in integers over W D^k, W and D the common denominators of the
   probabilities of parts and of tokens.  */
typedef struct
{
  const mdm_form_t *form;
  fmpz *start, *row;
  fmpz *at; /* at v * (states + 1) the products, then k! / prod t_v! */
  mdm_logsum_t sum;
  uint64_t bits, most;
} count_t;

static void
count (count_t *c, size_t v, size_t left)
{
  size_t states = c->form->states, vocab = (size_t) c->form->vocab;
  fmpz *now = c->at + v * (states + 1), *next = now + states + 1;
  MDM_FMPZ (ways);
  MDM_FMPZ_VEC (power, states);

  for (size_t t = 0; t <= left && c->bits <= c->most; t++)
    {
      int possible = 0;
      for (size_t j = 0; j < states; j++)
        {
          if (t == 0)
            fmpz_one (power + j);
          else
            fmpz_mul (power + j, power + j, c->row + j * vocab + v);
          fmpz_mul (next + j, now + j, power + j);
          possible |= !fmpz_is_zero (next + j);
        }
      c->bits++;
      if (!possible || (v + 1 == vocab && t < left))
        continue;
      fmpz_bin_uiui (ways, left, t);
      fmpz_mul (next + states, now + states, ways);
      if (v + 1 < vocab)
        {
          count (c, v + 1, left - t);
          continue;
        }
      _fmpz_vec_sum (ways, next, (slong) states);
      c->bits += fmpz_bits (ways);
      mdm_logsum_add_xlogx (c->sum, next + states, ways);
    }
}

static mdm_status
mixed_exact (mdm_logform_t res, mdm_form_t *form, size_t k, uint64_t bits)
{
  size_t states = form->states, vocab = (size_t) form->vocab;
  count_t c = { .form = form, .most = bits };
  MDM_FMPZ_VEC (start, states);
  MDM_FMPZ_VEC (row, states * vocab);
  MDM_FMPZ_VEC (at, (vocab + 1) * (states + 1));
  MDM_FMPZ (total);
  MDM_FMPZ (d);
  MDM_LOGFORM (whole);

  c.start = start;
  c.row = row;
  c.at = at;
  _fmpq_vec_get_fmpz_vec_fmpz (start, total, form->start, (slong) states);
  _fmpq_vec_get_fmpz_vec_fmpz (row, d, form->row, (slong) (states * vocab));
  _fmpz_vec_set (at, start, (slong) states);
  fmpz_one (at + states);
  mdm_logsum_init (c.sum);
  count (&c, 0, k);
  fmpz_pow_ui (d, d, k);
  fmpz_mul (total, total, d);
  mdm_logsum_get (res, c.sum, total);
  mdm_logsum_clear (c.sum);
  mdm_logform_set_log (whole, total);
  mdm_logform_sub (res, whole, res);
  return c.bits <= bits ? MDM_OK : MDM_ELIMIT;
}

/* Balanced bits.  */

/* The numbers of ones among K positions: from LEAST to MOST.  */
typedef struct
{
  size_t least, most;
} range_t;

static range_t
ones (const mdm_form_t *form, size_t k)
{
  size_t half = form->length / 2;

  return (range_t){ k > half ? k - half : 0, k < half ? k : half };
}

/* P (c ones) by P (c+1) / P (c) = (k-c) (m-c) / ((c+1) (L-k-m+c+1)).  */
static void
balanced_ball (arb_t res, mdm_form_t *form, size_t k, slong prec)
{
  const arb_struct *lf = tables_of (form, prec)->log_factorial;
  size_t half = form->length / 2, rest = form->length - k;
  range_t c = ones (form, k);
  MDM_ARB (p);
  MDM_ARB (log);
  MDM_FMPZ (whole);
  MDM_FMPZ (part);

  fmpz_bin_uiui (whole, form->length, half);
  fmpz_bin_uiui (part, k, c.least);
  arb_set_fmpz (p, part);
  fmpz_bin_uiui (part, rest, half - c.least);
  arb_mul_fmpz (p, p, part, prec);
  arb_div_fmpz (p, p, whole, prec);
  arb_log_fmpz (res, whole, prec);
  for (; c.least <= c.most; c.least++)
    {
      size_t more = half - c.least; /* ones to come, of REST positions */
      arb_sub (log, lf + rest, lf + more, prec);
      arb_sub (log, log, lf + rest - more, prec);
      arb_submul (res, p, log, prec);
      if (c.least == c.most)
        break;
      arb_mul_ui (p, p, (k - c.least) * more, prec);
      arb_div_ui (p, p, (c.least + 1) * (rest - more + 1), prec);
    }
}

static mdm_status
balanced_exact (mdm_logform_t res, mdm_form_t *form, size_t k, uint64_t bits)
{
  size_t half = form->length / 2;
  range_t c = ones (form, k);
  uint64_t used = 0;
  MDM_FMPZ (whole);
  MDM_FMPZ (ways);
  MDM_FMPZ (rest);
  MDM_LOGFORM (log);
  MDM_LOGSUM (sum);

  fmpz_bin_uiui (whole, form->length, half);
  for (; c.least <= c.most && used <= bits; c.least++)
    {
      fmpz_bin_uiui (ways, k, c.least);
      fmpz_bin_uiui (rest, form->length - k, half - c.least);
      used += 1 + fmpz_bits (rest);
      mdm_logsum_add_xlogx (sum, ways, rest);
    }
  mdm_logsum_get (res, sum, whole);
  mdm_logform_set_log (log, whole);
  mdm_logform_sub (res, log, res);
  return used <= bits ? MDM_OK : MDM_ELIMIT;
}

/* All of them.  */

static void
ball (arb_t res, mdm_form_t *form, size_t unused, size_t k, slong prec)
{
  (void) unused;
  if (is_noisy (form))
    noisy_ball (res, form, k, prec);
  else if (form->kind == MDM_LAW_MIXED_IID)
    mixed_ball (res, form, k, prec);
  else
    balanced_ball (res, form, k, prec);
}

static mdm_status
exact (mdm_logform_t res, mdm_form_t *form, size_t unused, size_t k,
       uint64_t bits)
{
  (void) unused;
  return form->kind == MDM_LAW_MIXED_IID ? mixed_exact (res, form, k, bits)
                                         : balanced_exact (res, form, k, bits);
}

static const mdm_formed_t of_types = { ball, exact };

/* RES = log N, over the primes.  */
static void
log_primes (mdm_logform_t res, size_t n)
{
  n_factor_t factor;
  MDM_LOGFORM (log);
  MDM_FMPZ (p);

  n_factor_init (&factor);
  n_factor (&factor, n, 1);
  mdm_logform_zero (res);
  for (int i = 0; i < factor.num; i++)
    {
      fmpz_set_ui (p, factor.p[i]);
      mdm_logform_set_log (log, p);
      mdm_logform_addmul_si (res, log, factor.exp[i]);
    }
}

void
mdm_types_entropy (mdm_logform_t res, mdm_form_t *form, size_t k)
{
  MDM_LOGFORM (log);

  if (form->kind != MDM_LAW_PERMUTATION)
    {
      mdm_formed_get (res, form, &of_types, 0, k);
      return;
    }
  mdm_logform_zero (res);
  for (size_t i = 0; i < k; i++)
    {
      log_primes (log, form->length - i);
      mdm_logform_add (res, res, log);
    }
}

void
mdm_types_curve (mdm_logform_struct *e, mdm_form_t *form)
{
  mdm_logform_zero (e);
  for (size_t k = 1; k <= form->length; k++)
    if (form->kind != MDM_LAW_PERMUTATION)
      mdm_types_entropy (e + k, form, k);
    else
      {
        log_primes (e + k, form->length - k + 1);
        mdm_logform_add (e + k, e + k, e + k - 1);
      }
}
