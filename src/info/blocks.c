#include <config.h>

#include "info/blocks.h"

/* The logarithms of 1 .. SIZE, with PREC bits.  */
typedef struct
{
  slong prec; /* 0: they are not there */
  arb_ptr log;
} tables_t;

static void
clear_tables (void *data, const mdm_form_t *form)
{
  tables_t *tables = data;

  if (tables->prec > 0)
    _arb_vec_clear (tables->log, (slong) form->size + 1);
}

static arb_srcptr
logarithms (mdm_form_t *form, slong prec)
{
  tables_t *tables = mdm_formed_tables (form, sizeof *tables, clear_tables);

  if (tables->prec >= prec)
    return tables->log;
  clear_tables (tables, form);
  tables->prec = prec;
  tables->log = _arb_vec_init ((slong) form->size + 1);
  for (size_t n = 2; n <= form->size; n++)
    arb_log_ui (tables->log + n, n, prec);
  return tables->log;
}

/* The numbers m of positions of one block that are not among K: from LEAST to
   MOST.  */
typedef struct
{
  size_t least, most;
} range_t;

static range_t
missing (const mdm_form_t *form, size_t k)
{
  size_t size = form->size, rest = form->length - k;

  return (range_t){ size > k ? size - k : 0, size < rest ? size : rest };
}

/* The sets of K positions that leave out M of a block: C(b,m) C(L-b,k-b+m). */
static void
count_sets (fmpz_t res, const mdm_form_t *form, size_t k, size_t m)
{
  MDM_FMPZ (others);

  fmpz_bin_uiui (res, form->size, m);
  fmpz_bin_uiui (others, form->length - form->size, k + m - form->size);
  fmpz_mul (res, res, others);
}

/* The share of m + 1 by that of m is (b-m) (L-k-m) / ((m+1) (k-b+m+1)).  */
static void
average_ball (arb_t res, mdm_form_t *form, size_t unused, size_t k, slong prec)
{
  size_t size = form->size, length = form->length;
  arb_srcptr log = logarithms (form, prec);
  range_t m = missing (form, k);
  MDM_ARB (share);
  MDM_ARB (term);
  MDM_FMPZ (sets);

  (void) unused;
  count_sets (sets, form, k, m.least);
  arb_set_fmpz (share, sets);
  fmpz_bin_uiui (sets, length, k);
  arb_div_fmpz (share, share, sets, prec);
  arb_zero (res);
  for (; m.least <= m.most; m.least++)
    {
      arb_mul_ui (term, share, m.least, prec);
      arb_addmul (res, term, log + m.least, prec);
      if (m.least == m.most)
        break;
      arb_mul_ui (share, share, (size - m.least) * (length - k - m.least),
                  prec);
      arb_div_ui (share, share, (m.least + 1) * (k + m.least + 1 - size),
                  prec);
    }
  arb_div_ui (res, res, size, prec);
  arb_sub (res, log + size, res, prec);
  arb_mul_ui (res, res, length / size, prec);
}

/* RES += C log N.  */
static void
add_log (mdm_logform_t res, const fmpq_t c, size_t n)
{
  MDM_LOGFORM (log);
  MDM_FMPZ (integer);

  fmpz_set_ui (integer, n);
  mdm_logform_set_log (log, integer);
  mdm_logform_addmul_fmpq (res, log, c);
}

static mdm_status
average_exact (mdm_logform_t res, mdm_form_t *form, size_t unused, size_t k,
               uint64_t bits)
{
  size_t size = form->size, blocks = form->length / size;
  range_t m = missing (form, k);
  uint64_t used = 0;
  MDM_FMPQ (share);
  MDM_FMPZ (all);

  (void) unused;
  fmpz_bin_uiui (all, form->length, k);
  mdm_logform_zero (res);
  fmpq_set_ui (share, blocks, 1);
  add_log (res, share, size);
  for (; m.least <= m.most && used <= bits; m.least++)
    {
      count_sets (fmpq_numref (share), form, k, m.least);
      fmpz_mul_ui (fmpq_numref (share), fmpq_numref (share), m.least);
      fmpz_mul_ui (fmpq_numref (share), fmpq_numref (share), blocks);
      fmpz_neg (fmpq_numref (share), fmpq_numref (share));
      fmpz_mul_ui (fmpq_denref (share), all, size);
      fmpq_canonicalise (share);
      used += 1 + fmpz_bits (fmpq_denref (share));
      if (m.least > 1)
        add_log (res, share, m.least);
    }
  return used <= bits ? MDM_OK : MDM_ELIMIT;
}

static const mdm_formed_t average = { average_ball, average_exact };

void
mdm_blocks_curve (mdm_logform_struct *e, mdm_form_t *form)
{
  mdm_logform_zero (e);
  for (size_t k = 1; k <= form->length; k++)
    mdm_formed_get (e + k, form, &average, 0, k);
}

void
mdm_blocks_entropy (mdm_logform_t res, mdm_form_t *form, const size_t *set,
                    size_t count)
{
  size_t size = form->size, blocks = form->length / size;
  MDM_OWNED size_t *left = flint_malloc (blocks * sizeof *left);
  MDM_FMPQ (c);

  for (size_t b = 0; b < blocks; b++)
    left[b] = size;
  for (size_t i = 0; i < count; i++)
    left[set[i] / size]--;
  mdm_logform_zero (res);
  for (size_t b = 0; b < blocks; b++)
    {
      if (left[b] == size)
        continue;
      fmpq_set_si (c, 1, 1);
      add_log (res, c, size);
      fmpq_set_si (c, -(slong) left[b], size);
      if (left[b] > 1)
        add_log (res, c, left[b]);
    }
}
