/* instance_errors.h - the parts of an instance that are errors ekl, by the
   curve, by blocks, by the states of a policy and by their definition
   (mdmcert-theory(7)), and what else the paths of a policy tell.  */
#ifndef MDM_INSTANCE_ERRORS_H
#define MDM_INSTANCE_ERRORS_H

#include "sampler/instance.h"

/* Each sets the part of its name; of a policy alone: adaptive, budget and the
   rounds.  */
mdm_part_compute_t mdm_instance_compute_ekl;
mdm_part_compute_t mdm_instance_compute_ekl_ideal;
mdm_part_compute_t mdm_instance_compute_ekl_definition;
mdm_part_compute_t mdm_instance_compute_eps_train;
mdm_part_compute_t mdm_instance_compute_ekl_most;
mdm_part_compute_t mdm_instance_compute_eps_most;
mdm_part_compute_t mdm_instance_compute_adaptive;
mdm_part_compute_t mdm_instance_compute_budget;
mdm_part_compute_t mdm_instance_compute_rounds_p;

#endif
