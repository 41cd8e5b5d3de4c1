/* ray_law.h - the law that has one ray, named as --law takes it.

   The increments of ray m are alike up to d_m and 0 after it: those of an MDS
   code of dimension m, up to the factor log V.  */
#ifndef MDM_RAY_LAW_H
#define MDM_RAY_LAW_H

#include <stddef.h>
#include <stdint.h>

/* The law of ray M of LENGTH, on the heap: for m = 0 one of one sequence, for
   m = 1 a fair bit repeated, for m = L-1 bits with an even sum, for m = L
   uniform bits; else an MDS code of dimension m over the least field over
   which one is known (law/reed_solomon.h).  */
char *mdm_ray_law_str (size_t length, size_t m);
/* The number of its tokens.  */
uint64_t mdm_ray_law_tokens (size_t length, size_t m);
/* What it is called among coders, or NULL.  */
const char *mdm_ray_law_called (size_t length, size_t m);

#endif
