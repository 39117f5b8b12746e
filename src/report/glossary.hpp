// What a reader of a verdict report has to know of its terms.
#pragma once

#include <string>
#include <vector>

namespace spiral {

struct Term {
  std::string name;
  std::string meaning;
};
std::vector<Term> glossary();

}  // namespace spiral
