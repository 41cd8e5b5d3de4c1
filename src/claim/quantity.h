/* quantity.h - the named quantities of the claim language, and the interface
   through which an expression asks for them.

   What is known of a quantity stands in its row of quantities.def; what it
   means is said once, by its function in quantity.c, in terms of a subject
   (subject.h): an instance, or a ray of the cone of increments.  */
#ifndef MDM_QUANTITY_H
#define MDM_QUANTITY_H

#include "claim/value.h"
#include "info/curve.h"

#include <stddef.h>

typedef enum
{
#define MDM_QUANTITY(id, ...) MDM_Q_##id,
#include "claim/quantities.def"
#undef MDM_QUANTITY
  MDM_Q_COUNT
} mdm_quantity_id;

typedef enum
{
  MDM_ARGUMENT_NONE,
  MDM_ARGUMENT_INDEX,    /* one integer */
  MDM_ARGUMENT_POSITIONS /* groups of positions, then a condition */
} mdm_argument_kind;

/* The greatest index.  */
typedef enum
{
  MDM_TO_LENGTH,
  MDM_TO_LENGTH_LESS_1,
  MDM_TO_STEPS
} mdm_index_end;

typedef enum
{
  MDM_TYPE_RATIONAL,   /* always (the type rule of products) */
  MDM_TYPE_REAL,       /* r + sum q log n, or infinite */
  MDM_TYPE_EXPONENTIAL /* exp of a real: no operand, and compared with
                          rationals alone */
} mdm_quantity_type;

/* What a quantity speaks of.  */
typedef enum
{
  MDM_OF_PROCESS, /* the length and the schedule: the scope of a proof */
  MDM_OF_CURVE,   /* the information curve, linearly */
  MDM_OF_ERROR,   /* the mean error of the sampler, linear in the curve too */
  MDM_OF_LAW,     /* the law in another way */
  MDM_OF_OUTPUT,  /* the law and the output law p_Y */
  MDM_OF_SAMPLER  /* the law and the schedule in another way */
} mdm_quantity_subject;

/* What must be there for a quantity to exist.  */
typedef enum
{
  MDM_NEED_NOTHING, /* or its function says what */
  MDM_NEED_LAW,
  MDM_NEED_SCHEDULE,
  MDM_NEED_STEPS,        /* a number of them that is fixed */
  MDM_NEED_SIZES,        /* of the steps */
  MDM_NEED_BLOCKS,       /* one ordered partition */
  MDM_NEED_SMAX,         /* a largest size, perhaps of several schedules */
  MDM_NEED_RANDOM_SIZES, /* the same, partitions being random */
  MDM_NEED_WEIGHTS,      /* a_0 .. a_{L-1} */
  MDM_NEED_TIMES,        /* independent unmask times */
  MDM_NEED_TC_SCHEDULE,  /* a schedule made by tc: */
  MDM_NEED_DTC_SCHEDULE, /* one made by dtc: */
  MDM_NEED_POLICY
} mdm_quantity_need;

/* How a certificate writes it: its name, its index if it has one, and ..  */
typedef enum
{
  MDM_SHAPE_UNKNOWN,   /* certificates do not know it */
  MDM_SHAPE_NUMBER,    /* its value is put in instead */
  MDM_SHAPE_NAME,      /* nothing more */
  MDM_SHAPE_SCHEDULE,  /* the schedule before the index */
  MDM_SHAPE_SETS,      /* its sets */
  MDM_SHAPE_ENTROPIES, /* as the sum of entropies H that it is, instead */
  MDM_SHAPE_SMAX,      /* smax: R */
  MDM_SHAPE_EKL,       /* as `ekl', with its schedule */
  MDM_SHAPE_LOG_TER    /* as log_ter_gap + entropy / L instead */
} mdm_quantity_shape;

enum
{
  MDM_QUANTITY_TOLD = 1, /* a reader of a number that a claim took for it
                            wants to know its value (the sizes of a schedule
                            are told with it) */
  MDM_QUANTITY_BOUND = 2, /* may stand in a bound for some schedule, as what
                             speaks of the law alone may: it is of the law,
                             smax and the predictor */
  MDM_QUANTITY_LAZY = 4, /* rational, and its fraction may be so long that it
                           is only made when it is asked for
                           (exact/lazy_rational.h) */
  /* What it is of a law may change when the positions are permuted, or when the
     tokens are renamed at each position; so it may with positions and tokens
     that stand in its argument.  */
  MDM_QUANTITY_ORDERED = 8,
  MDM_QUANTITY_NAMED = 16
};

typedef struct mdm_question mdm_question_t; /* quantity.c */

typedef struct
{
  const char *name;
  const char *usage; /* the name with its argument: "s(t)", "H(A|C)" */
  mdm_argument_kind argument;
  size_t least; /* groups of positions; the least index */
  size_t most;  /* groups, 0 is no limit; the greatest index, mdm_index_end */
  mdm_quantity_type type;
  mdm_quantity_subject of;
  mdm_quantity_need need;
  int flags; /* above */
  mdm_quantity_shape shape;
  mdm_status (*answer) (const mdm_question_t *question);
  /* With the index, or with smax where there is none.  */
  void (*curve) (mdm_logform_t res, const mdm_curve_t curve, size_t k);
  const char *meaning; /* one line, with the unit */
} mdm_quantity_info_t;

extern const mdm_quantity_info_t mdm_quantity_info[MDM_Q_COUNT];

/* Is NAME[0..LENGTH) a quantity?  If so *ID, if ID is not NULL, is set to
   which one; upper and lower case differ.  */
int mdm_quantity_find (mdm_quantity_id *id, const char *name, size_t length);

/* A place in the text; both count from 1, columns in bytes.  */
typedef struct
{
  size_t line;
  size_t column;
} mdm_place_t;

/* A condition by value: that TOKEN, on the heap, stands at POSITION.  */
typedef struct
{
  size_t position;
  char *token;
  mdm_place_t place;       /* of the position */
  mdm_place_t token_place; /* of the token */
} mdm_position_value_t;

/* Arguments of H, I, TC and DTC: group g holds
   positions[start[g]..start[g+1]), g < groups; the condition is
   positions[start[groups]..start[groups+1]) and value[0..values), ascending in
   the positions.  Positions count from 0; within one argument list no position
   is in two groups nor twice in one, and none of a group is in the condition,
   nor twice there.  No group is empty; the condition may be.  */
typedef struct
{
  size_t groups;
  size_t *start; /* groups + 2 offsets */
  size_t *positions;
  size_t values;
  mdm_position_value_t *value;
} mdm_position_sets_t;

/* Where quantities come from.  GET sets RES to quantity ID (INDEX its
   integer argument or NULL, SETS its position groups or NULL); a quantity
   whose info says so must be rational, plainly so unless it may be lazy.  It
   fails with MDM_EDOMAIN for an argument outside its range (positions included: >= L) and for a
   condition by value that is impossible, MDM_EABSENT for a quantity that does
   not exist here (smax of independent unmask times), MDM_ELIMIT where it would
   take too long; where the message in ERR has no line, the evaluator adds line
   and column of the name.  */
typedef struct
{
  mdm_status (*get) (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
                     const mdm_position_sets_t *sets, void *data,
                     mdm_err_t *err);
  void *data;
  const fmpq *unknown; /* the value of the unknown of a claim that has one;
                          lent */
} mdm_environment_t;

#endif
