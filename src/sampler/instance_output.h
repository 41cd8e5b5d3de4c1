/* instance_output.h - the parts of an instance that are the output law p_Y,
   exact or enclosed, and what is measured on it: KL(p || p_Y), TV, SER, the
   mean of TV over partitions, the rounds of a policy that draws.  */
#ifndef MDM_INSTANCE_OUTPUT_H
#define MDM_INSTANCE_OUTPUT_H

#include "sampler/instance.h"

/* Each sets the part of its name.  */
mdm_part_compute_t mdm_instance_compute_output;
mdm_part_compute_t mdm_instance_compute_enclosed;
mdm_part_compute_t mdm_instance_compute_kl_mixed;
mdm_part_compute_t mdm_instance_compute_tv;
mdm_part_compute_t mdm_instance_compute_ser;
mdm_part_compute_t mdm_instance_compute_tv_mean;
mdm_part_compute_t mdm_instance_compute_rounds_q;

#endif
