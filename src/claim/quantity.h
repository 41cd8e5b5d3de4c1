/* quantity.h - the named quantities of the claim language, and the interface
   through which an expression asks for them.

   Names, arguments and types are data here; what a name means is the
   business of the environment: an instance (a law with a schedule), a bare
   law, or a ray of the cone of increments.  */
#ifndef MDM_QUANTITY_H
#define MDM_QUANTITY_H

#include "claim/value.h"

#include <stddef.h>

typedef enum
{
  MDM_Q_L,
  MDM_Q_V,
  MDM_Q_T,
  MDM_Q_SMAX,
  MDM_Q_SMIN,
  MDM_Q_S,      /* s(t) */
  MDM_Q_N,      /* N(t) */
  MDM_Q_A,      /* a(k) */
  MDM_Q_PI,     /* pi(t), of independent unmask times */
  MDM_Q_PI_SUM, /* Pi(t) = pi(1) + .. + pi(t) */
  MDM_Q_IID,    /* 1 if the unmask times are independent, else 0 */
  MDM_Q_EKL,
  MDM_Q_EKL_IDEAL,
  MDM_Q_EKL_DEFINITION,
  MDM_Q_KL_MIXED,
  MDM_Q_EPS_TRAIN,
  MDM_Q_TC, /* of the whole sequence */
  MDM_Q_DTC,
  MDM_Q_SUM_MI,
  MDM_Q_ENTROPY,
  MDM_Q_E,     /* e(k) */
  MDM_Q_D,     /* d(k) */
  MDM_Q_Z,     /* Z(j) */
  MDM_Q_R,     /* R = R(smax) */
  MDM_Q_U,     /* U(s) */
  MDM_Q_H_OF,  /* H(A|C) */
  MDM_Q_I_OF,  /* I(A;B|C) */
  MDM_Q_TC_OF, /* TC(A;B;..|C) */
  MDM_Q_TV,
  MDM_Q_TV_MEAN,
  MDM_Q_SER,
  MDM_Q_LOG_TER,
  MDM_Q_LOG_TER_GAP,
  MDM_Q_PAIRED_COPY, /* 1 if the law is the paired-copy law, else 0 */
  MDM_Q_PMAX,        /* pmax(i) */
  MDM_Q_PMAX_LEAST,
  MDM_Q_TC_EPS, /* of schedules made by tc: */
  MDM_Q_TC_BOUND,
  MDM_Q_DTC_EPS, /* of schedules made by dtc: */
  MDM_Q_DTC_BOUND,
  MDM_Q_COUNT
} mdm_quantity_id;

typedef enum
{
  MDM_ARGUMENT_NONE,
  MDM_ARGUMENT_INDEX,    /* one integer */
  MDM_ARGUMENT_POSITIONS /* groups of positions, then a condition */
} mdm_argument_kind;

typedef struct
{
  const char *name;
  const char *usage; /* the name with its argument: "s(t)", "H(A|C)" */
  mdm_argument_kind argument;
  size_t least_groups; /* of positions; 0 for the other kinds */
  size_t most_groups;  /* 0 is no limit, for POSITIONS */
  int rational;        /* always rational?  (the type rule of products) */
  const char *meaning; /* one line, with the unit */
} mdm_quantity_info_t;

extern const mdm_quantity_info_t mdm_quantity_info[MDM_Q_COUNT];

/* Is NAME[0..LENGTH) a quantity?  If so *ID, if ID is not NULL, is set to
   which one; upper and lower case differ.  */
int mdm_quantity_find (mdm_quantity_id *id, const char *name, size_t length);

/* Arguments of H, I and TC: group g holds positions[start[g]..start[g+1]),
   g < groups; the condition is positions[start[groups]..start[groups+1]).
   Positions count from 0; within one argument list no position is in two
   groups nor twice in one, and none of a group is in the condition.  No
   group is empty; the condition may be.  */
typedef struct
{
  size_t groups;
  const size_t *start; /* groups + 2 offsets */
  const size_t *positions;
} mdm_position_sets_t;

/* Where quantities come from.  GET sets RES to quantity ID (INDEX its
   integer argument or NULL, SETS its position groups or NULL); a quantity
   whose info says so must be plainly rational.  It fails with MDM_EDOMAIN
   for an argument outside its range (positions included: >= L), MDM_EABSENT
   for a quantity that does not exist here (smax of independent unmask
   times), MDM_ELIMIT where it would take too long; the message in ERR needs
   no place, the evaluator adds the line and column of the name.  */
typedef struct
{
  mdm_status (*get) (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
                     const mdm_position_sets_t *sets, void *data,
                     mdm_err_t *err);
  void *data;
} mdm_environment_t;

#endif
