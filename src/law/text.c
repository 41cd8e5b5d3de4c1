#include <config.h>

#include "law/text.h"

#include "exact/array.h"
#include "law/listing.h"
#include "text/file.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

/* A window that fits into a word, a few bits a symbol, is looked up by that
   word.  A longer one is looked up by its polynomial hash mod the prime
   2^61 - 1 (mod 2^64 every base collides on Thue-Morse words), and windows of
   equal hash are compared.  Both roll on in constant time.  */
#define HASH_PRIME ((UINT64_C (1) << 61) - 1)
#define HASH_BASE UINT64_C (0x1b873593cc9e2d51)

/* A window that occurs: where first, and how often.  */
typedef struct
{
  uint64_t key; /* the word or the hash */
  size_t first;
  uint64_t count;
} window_t;

typedef struct
{
  mdm_law_struct *law; /* that gets the windows */
  const mdm_limit_t *limit;
  mdm_err_t *err;
  const unsigned char *symbol; /* the classes of the bytes left */
  size_t length;               /* of a window */
  unsigned bits;               /* of a symbol in a word; 0: keys are hashes */
  uint64_t drop;               /* word: its mask; hash: -base^(length-1) */
  uint32_t *number;            /* hash: of the window at each place */
  window_t *window;
  size_t count; /* of distinct windows */
  size_t room;
  uint32_t *slot; /* number + 1 of a window, or 0 */
  size_t slots;   /* a power of 2, more than 2 * count */
} windows_t;

__extension__ typedef unsigned __int128 wide_t;

static uint64_t
mul_mod (uint64_t a, uint64_t b)
{
  wide_t c = (wide_t) a * b;
  uint64_t r = (uint64_t) (c & HASH_PRIME) + (uint64_t) (c >> 61);

  return r >= HASH_PRIME ? r - HASH_PRIME : r;
}

static uint64_t
add_mod (uint64_t a, uint64_t b)
{
  uint64_t r = a + b;

  return r >= HASH_PRIME ? r - HASH_PRIME : r;
}

/* Choose the kind of keys for VOCAB symbols.  */
static void
choose_keys (windows_t *w, uint64_t vocab)
{
  unsigned bits = 1;

  while (vocab > UINT64_C (1) << bits)
    bits++;
  w->bits = w->length <= 64 / bits ? bits : 0;
  w->drop = w->bits == 0             ? HASH_PRIME - 1
            : w->length * bits == 64 ? UINT64_MAX
                                     : (UINT64_C (1) << w->length * bits) - 1;
  if (w->bits == 0)
    for (size_t i = 1; i < w->length; i++)
      w->drop = mul_mod (w->drop, HASH_BASE);
}

/* The key of the window that ends before symbol AT, moved on by symbol AT
   (while the first window is read, nothing is dropped).  */
static uint64_t
roll (const windows_t *w, uint64_t key, size_t at)
{
  if (w->bits != 0)
    return (key << w->bits | w->symbol[at]) & w->drop;
  if (at >= w->length)
    key = add_mod (
        key, mul_mod (w->drop, (uint64_t) w->symbol[at - w->length] + 1));
  return add_mod (mul_mod (key, HASH_BASE), (uint64_t) w->symbol[at] + 1);
}

/* The slot of the window at AT of key KEY, or the free one where it
   belongs.  */
static uint32_t *
slot_of (const windows_t *w, size_t at, uint64_t key)
{
  size_t mask = w->slots - 1;
  size_t i = (size_t) (key * UINT64_C (0x9e3779b97f4a7c15) >> 20) & mask;

  for (; w->slot[i] != 0; i = (i + 1) & mask)
    {
      const window_t *known = w->window + (w->slot[i] - 1);
      if (known->key == key
          && (w->bits != 0
              || memcmp (w->symbol + known->first, w->symbol + at, w->length)
                     == 0))
        break;
    }
  return w->slot + i;
}

/* Make room for twice as many windows.  A window that is new costs its row
   in the law too, once more while rows are sorted.  */
static mdm_status
grow (windows_t *w)
{
  MDM_TRY (mdm_listing_check (
      w->law, w->count,
      2 * w->length + 2 * (sizeof *w->window + 4 * sizeof *w->slot), w->limit,
      w->err));
  MDM_ARRAY_GROW (w->window, w->room, w->count + 1);
  flint_free (w->slot);
  w->slots = 4 * w->room;
  w->slot = flint_calloc (w->slots, sizeof *w->slot);
  for (size_t i = 0; i < w->count; i++)
    {
      const window_t *known = w->window + i;
      *slot_of (w, known->first, known->key) = (uint32_t) i + 1;
    }
  return MDM_OK;
}

/* Set *NUMBER to that of the window at AT of key KEY, a new one if need
   be.  */
static mdm_status
look_up (windows_t *w, uint32_t *number, size_t at, uint64_t key)
{
  uint32_t *slot;

  if (w->count == w->room)
    MDM_TRY (grow (w));
  slot = slot_of (w, at, key);
  if (*slot == 0)
    {
      w->window[w->count++] = (window_t){ key, at, 0 };
      *slot = (uint32_t) w->count;
    }
  *number = *slot - 1;
  return MDM_OK;
}

/* Is the number of the window at I > 0 known without a look-up?  If the
   window before it first occurred at f, and the two go on alike, then it is
   the window at f + 1.  So long windows are compared in full only where the
   text branches, and no text takes time like its size times the length.  */
static int
follows (const windows_t *w, uint32_t *number, size_t i)
{
  size_t first = w->window[w->number[i - 1]].first;

  if (first == i - 1
      || w->symbol[first + w->length] != w->symbol[i + w->length - 1])
    return 0;
  *number = w->number[first + 1];
  return 1;
}

/* Find and count the windows of the N symbols.  */
static mdm_status
count_windows (windows_t *w, size_t n)
{
  uint64_t key = 0;
  uint32_t number = 0;

  for (size_t i = 0; i + 1 < w->length; i++)
    key = roll (w, key, i);
  for (size_t i = 0; i + w->length <= n; i++)
    {
      key = roll (w, key, i + w->length - 1);
      if (w->bits != 0 || i == 0 || !follows (w, &number, i))
        MDM_TRY (look_up (w, &number, i, key));
      if (w->bits == 0)
        w->number[i] = number;
      w->window[number].count++;
    }
  return MDM_OK;
}

static void
windows_init (windows_t *w)
{
  *w = (windows_t){ 0 };
}

static void
windows_clear (windows_t *w)
{
  flint_free (w->number);
  flint_free (w->window);
  flint_free (w->slot);
  windows_init (w);
}

/* Make rows of the windows that have been counted, which are freed before the
   rows are sorted: that takes as much memory again.  */
static mdm_status
set_rows (windows_t *w)
{
  size_t length = w->length, count = w->count;
  mdm_law_struct *law = w->law;
  mdm_err_t *err = w->err;
  uint16_t *tokens = flint_malloc (count * length * sizeof *tokens);
  MDM_FMPZ_VEC (weights, count);

  for (size_t i = 0; i < count; i++)
    {
      for (size_t j = 0; j < length; j++)
        tokens[i * length + j] = w->symbol[w->window[i].first + j];
      fmpz_set_ui (weights + i, w->window[i].count);
    }
  windows_clear (w);
  return mdm_law_take_integer_rows (law, tokens, weights, count, err);
}

static void
set_vocabulary (mdm_law_t law, const mdm_classes_t *classes)
{
  char **token = flint_malloc (classes->count * sizeof *token);

  for (size_t i = 0; i < classes->count; i++)
    {
      token[i] = flint_malloc (sizeof classes->name[i]);
      memcpy (token[i], classes->name[i], sizeof classes->name[i]);
    }
  mdm_law_set_tokens (law, token, classes->count);
}

/* Replace TEXT[0..SIZE) by the classes of its bytes, those of none dropped;
   return how many are left.  */
static size_t
classify (unsigned char *text, size_t size, const mdm_classes_t *classes)
{
  size_t n = 0;

  for (size_t i = 0; i < size; i++)
    {
      int class = classes->class[text[i]];
      if (class != MDM_CLASS_NONE)
        text[n++] = (unsigned char) class;
    }
  return n;
}

mdm_status
mdm_text_symbols (unsigned char **symbols, size_t *count, mdm_law_t law,
                  const char *file, const mdm_classes_t *classes,
                  const mdm_limit_t *limit, mdm_err_t *err)
{
  char *text;
  size_t size;
  mdm_status status = mdm_file_read_binary (&text, &size, file, limit, err);

  *symbols = (unsigned char *) text;
  MDM_TRY (status);
  *count = classify (*symbols, size, classes);
  set_vocabulary (law, classes);
  return MDM_OK;
}

mdm_status
mdm_text_windows (mdm_law_t law, const unsigned char *symbols, size_t count,
                  const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_SCOPED (w, windows_t, windows_init, windows_clear);

  w->law = law;
  w->limit = limit;
  w->err = err;
  w->symbol = symbols;
  w->length = law->length;
  assert (count >= law->length);
  MDM_TRY (mdm_limit_check (limit, "counting the windows of the text", count,
                            count >= UINT32_MAX ? UINT64_MAX
                                                : count * sizeof *w->number,
                            err)); /* windows are numbered in 32 bits */
  choose_keys (w, law->vocab);
  if (w->bits == 0)
    w->number = flint_malloc (count * sizeof *w->number);
  MDM_TRY (count_windows (w, count));
  MDM_TRY (mdm_listing_check (law, w->count, 2 * law->length, limit, err));
  return set_rows (w);
}

mdm_status
mdm_text_read (mdm_law_t law, const mdm_parameter_t *value,
               const mdm_limit_t *limit, mdm_err_t *err)
{
  const char *file = value[0].text;
  uint64_t length = value[1].number;
  const mdm_classes_t *classes = value[2].classes;
  MDM_OWNED unsigned char *symbols = NULL;
  size_t count;

  MDM_TRY (mdm_family_start (law, (uint64_t) classes->count, length, err));
  MDM_TRY (
      mdm_text_symbols (&symbols, &count, law, file, classes, limit, err));
  if (count < length)
    return mdm_err_set (err, MDM_EDOMAIN, file, 0, 0,
                        "%zu bytes are in a class; a window of length "
                        "%" PRIu64 " needs as many",
                        count, length);
  return mdm_text_windows (law, symbols, count, limit, err);
}
