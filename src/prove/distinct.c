#include <config.h>

#include "prove/distinct.h"

/* Most rows of a law.  */
#define ROWS_MAX 20000

/* The atom ONE is distinguished, or with ONE = n none is; with ALONE no other
   has more than one token.  */
typedef struct
{
  size_t one, r, k;
  int alone;
  ulong q;
  uint64_t rows; /* q^r */
} ray_t;

static void
set_entropies (double *h, const mdm_target_t *target, const ray_t *ray)
{
  for (size_t set = 1; set < target->sets; set++)
    {
      size_t with = ray->one < target->n ? set >> ray->one & 1 : 0;
      size_t rank
          = (size_t) __builtin_popcountll (set) - with + (with ? ray->k : 0);
      h[set] = (double) (rank < ray->r ? rank : ray->r);
    }
}

/* The law of RAY: the coefficients of f are the digits of a row's number.  */
static mdm_sample_t
ray_sample (size_t n, const ray_t *ray)
{
  mdm_sample_t sample = { n, ray->rows, NULL, NULL };

  sample.token = flint_calloc (sample.count * n, sizeof *sample.token);
  sample.weight = flint_malloc (sample.count * sizeof *sample.weight);
  for (size_t i = 0; i < sample.count; i++)
    {
      sample.weight[i] = 1;
      for (size_t a = 0, point = 0; a < n; a++)
        {
          ulong value = 0, left = i;
          /* The last digits are the leading coefficients.  */
          for (size_t j = 0; j < ray->r && a != ray->one && !ray->alone; j++)
            {
              value = (value * point + left % ray->q) % ray->q;
              left /= ray->q;
            }
          if (a == ray->one)
            value = i % n_pow (ray->q, ray->k);
          else
            point++;
          sample.token[i * n + a] = (uint16_t) value;
        }
    }
  return sample;
}

/* Make *BEST the ray that is RAY if that refutes with fewer rows.  */
static void
look (ray_t *best, ray_t *ray, const mdm_target_t *target, double *h)
{
  ray->rows = mdm_work_pow (ray->q, ray->r);
  if (ray->rows >= best->rows)
    return;
  set_entropies (h, target, ray);
  if (mdm_target_refutes (target, h))
    *best = *ray;
}

mdm_status
mdm_distinct_find (mdm_law_t law, int *found, const mdm_target_t *target,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t n = target->n;
  MDM_OWNED double *h = flint_calloc (target->sets, sizeof *h);
  ray_t ray, best = { .rows = ROWS_MAX + 1 };
  mdm_sample_t sample;
  mdm_status status;

  *found = 0;
  for (ray.one = 0; ray.one <= n && n > 1; ray.one++)
    {
      size_t others = ray.one < n ? n - 1 : n;
      ray.q = others <= 2 ? 2 : n_nextprime (others - 1, 1);
      for (ray.r = 1; ray.r <= others; ray.r++)
        for (ray.k = 0; ray.k <= (ray.one < n ? ray.r : 0); ray.k++)
          look (&best, &ray, target, h);
    }
  if (best.rows > ROWS_MAX)
    return MDM_OK;
  sample = ray_sample (n, &best);
  status = mdm_target_try (law, found, target, &sample, limit, err);
  mdm_sample_clear (&sample);
  return status;
}

ulong
mdm_distinct_prime (const mdm_cone_t *cone, const fmpz *copies)
{
  for (size_t i = 0; i < mdm_cone_rays (cone); i++)
    if (!fmpz_is_zero (copies + i) && mdm_cone_ray (cone, i).r > 1)
      return cone->n <= 2 ? 2 : n_nextprime (cone->n - 1, 1);
  return 2;
}

/* Multiply PRODUCT by COPIES of ray NUMBER of CONE over the prime Q; 0 where
   that is too large.  */
static int
multiply_ray (mdm_sample_t *product, const mdm_cone_t *cone, size_t number,
              const fmpz_t copies, ulong q)
{
  mdm_cone_ray_t of = mdm_cone_ray (cone, number);
  size_t one = cone->apart ? cone->one : product->n;
  ray_t ray = { one, of.r, of.k, of.r == 0, q, 0 };
  mdm_sample_t sample;
  int fits = 1;

  if (ray.alone)
    ray.r = ray.k = 1;
  ray.rows = mdm_work_pow (q, ray.r);
  if (ray.rows > ROWS_MAX || fmpz_cmp_ui (copies, 16) > 0)
    return 0;
  sample = ray_sample (product->n, &ray);
  for (ulong c = fmpz_get_ui (copies); c > 0 && fits; c--)
    fits = mdm_sample_multiply (product, &sample, ROWS_MAX);
  mdm_sample_clear (&sample);
  return fits;
}

mdm_status
mdm_distinct_law (mdm_law_t law, int *listed, const mdm_cone_t *cone,
                  const fmpz *copies, mdm_err_t *err)
{
  size_t n = cone->frame->count;
  mdm_sample_t product = { n, 1, NULL, NULL };
  ulong q = mdm_distinct_prime (cone, copies);
  mdm_status status = MDM_OK;

  *listed = n <= MDM_FRAME_MAX;
  if (!*listed)
    return MDM_OK;
  product.token = flint_calloc (n, sizeof *product.token);
  product.weight = flint_malloc (sizeof *product.weight);
  product.weight[0] = 1;
  for (size_t i = 0; i < mdm_cone_rays (cone) && *listed; i++)
    if (!fmpz_is_zero (copies + i))
      *listed = multiply_ray (&product, cone, i, copies + i, q);
  if (*listed)
    status = mdm_sample_law (law, cone->frame, &product, err);
  mdm_sample_clear (&product);
  return status;
}
