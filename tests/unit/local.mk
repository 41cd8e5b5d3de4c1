## A unit test is a program of its own.
unit_tests = \
  %D%/test_certificate \
  %D%/test_claim \
  %D%/test_claim_errors \
  %D%/test_claim_random \
  %D%/test_closed \
  %D%/test_columns \
  %D%/test_cone \
  %D%/test_constant \
  %D%/test_derived \
  %D%/test_enclosed \
  %D%/test_enclosure \
  %D%/test_exact \
  %D%/test_joint \
  %D%/test_law \
  %D%/test_sampler \
  %D%/test_sets \
  %D%/test_families \
  %D%/test_info \
  %D%/test_library \
  %D%/test_mixture \
  %D%/test_nearest \
  %D%/test_normal \
  %D%/test_optimal_policy \
  %D%/test_plot \
  %D%/test_policy \
  %D%/test_prove \
  %D%/test_prove_some \
  %D%/test_sources \
  %D%/test_string \
  %D%/test_table \
  %D%/test_text \
  %D%/test_theorems

%C%_test_certificate_SOURCES = %D%/test_certificate.c
%C%_test_claim_SOURCES = \
  %D%/test_claim.c %D%/claim_fake.h
%C%_test_claim_errors_SOURCES = \
  %D%/test_claim_errors.c %D%/claim_fake.h
%C%_test_claim_random_SOURCES = \
  %D%/test_claim_random.c %D%/claim_fake.h
%C%_test_closed_SOURCES = \
  %D%/laws.c %D%/laws.h %D%/test_closed.c
%C%_test_columns_SOURCES = %D%/test_columns.c
%C%_test_derived_SOURCES = \
  %D%/laws.c \
  %D%/laws.h \
  %D%/test_derived.c
%C%_test_enclosed_SOURCES = \
  %D%/laws.c %D%/laws.h %D%/test_enclosed.c
%C%_test_enclosure_SOURCES = \
  %D%/laws.c %D%/laws.h %D%/test_enclosure.c
%C%_test_exact_SOURCES = \
  %D%/exact_form.c \
  %D%/exact_form.h \
  %D%/test_exact.c \
  %D%/test_exact.h \
  %D%/test_exact_base.c \
  %D%/test_exact_decimal.c \
  %D%/test_exact_identity.c \
  %D%/test_exact_logform.c
%C%_test_info_SOURCES = \
  %D%/laws.c \
  %D%/laws.h \
  %D%/test_info.c \
  %D%/test_info.h \
  %D%/test_info_dense.c \
  %D%/test_info_parts.c
%C%_test_sampler_SOURCES = \
  %D%/laws.c \
  %D%/laws.h \
  %D%/test_sampler.c \
  %D%/test_sampler.h \
  %D%/test_sampler_instance.c \
  %D%/test_sampler_optimal.c \
  %D%/test_sampler_processes.c \
  %D%/test_sampler_residues.c \
  %D%/test_sampler_schedules.c
%C%_test_joint_SOURCES = %D%/test_joint.c
%C%_test_cone_SOURCES = %D%/test_cone.c
%C%_test_law_SOURCES = %D%/test_law.c %D%/law_text.h
%C%_test_families_SOURCES = \
  %D%/test_families.c %D%/law_text.h
%C%_test_mixture_SOURCES = %D%/test_mixture.c
%C%_test_nearest_SOURCES = %D%/test_nearest.c
%C%_test_normal_SOURCES = \
  %D%/test_normal.c %D%/claim_fake.h
%C%_test_library_SOURCES = %D%/test_library.c
%C%_test_constant_SOURCES = %D%/test_constant.c $(proof_parts)
%C%_test_optimal_policy_SOURCES = \
  %D%/laws.c %D%/laws.h %D%/test_optimal_policy.c
%C%_test_plot_SOURCES = %D%/test_plot.c
%C%_test_policy_SOURCES = \
  %D%/laws.c %D%/laws.h %D%/test_policy.c
%C%_test_prove_SOURCES = %D%/test_prove.c $(proof_parts)
%C%_test_prove_some_SOURCES = \
  %D%/test_prove_some.c $(proof_parts)
%C%_test_sources_SOURCES = \
  %D%/test_sources.c %D%/law_text.h
%C%_test_string_SOURCES = %D%/test_string.c
%C%_test_table_SOURCES = %D%/test_table.c
%C%_test_text_SOURCES = %D%/test_text.c %D%/law_text.h
%C%_test_sets_SOURCES = \
  %D%/test_sets.c $(instance_parts)
%C%_test_theorems_SOURCES = \
  %D%/test_theorems.c $(instance_parts)

instance_parts = %D%/instances.c %D%/instances.h
proof_parts = \
  $(instance_parts) %D%/proofs.c %D%/proofs.h

check_unit_library = %D%/libunit.a
%C%_libunit_a_SOURCES = %D%/unit.c %D%/unit.h
