// The verdicts of a report as tables.
#pragma once

#include "report/assessment.hpp"
#include "report/table.hpp"

namespace spiral {

/// A row a case: what was published beside what the seeds give. Without the auxiliary cases.
Table numbers_table(const ExerciseVerdict& verdict);

/// The same for each other plausible value of what the exercise inherits; no rows without one.
Table alternatives_table(const ExerciseVerdict& verdict);

/// A row a published train error; no rows without one.
Table train_errors_table(const ExerciseVerdict& verdict);

/// Medians of what the notebook put into words, a row a case, auxiliary ones too.
Table shapes_table(const ExerciseVerdict& verdict);

/// A row a claim; no rows without claims.
Table claims_table(const AssessedExercise& exercise);

}  // namespace spiral
