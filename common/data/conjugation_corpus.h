// The corpus of the course's small model: 600 lines "yo trabajo / I work".
//
//   for (const CorpusLine& line : ConjugationCorpus()) Use(line.Text());
//
// A few Spanish forms have two meanings ("nosotros hablamos" is present and
// preterite, "yo fui" is "I was" and "I went"), so no model can get every line
// right from its left half alone; `Meanings` says which answers are right.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/data/spanish.h"

namespace wbm::data {

struct CorpusLine {
  std::string_view infinitive;
  Tense tense;
  Person person;
  std::string spanish;  // "yo trabajo"
  std::string english;  // "I work"

  std::string Text() const { return spanish + " / " + english; }
};

// Verb by verb, tense by tense, person by person.
const std::vector<CorpusLine>& ConjugationCorpus();

// The English of every line whose Spanish is this; empty when there is none.
std::vector<std::string> Meanings(std::string_view spanish);

// One line a tense, of five different verbs and persons; the first is "yo
// trabajo / I work". These are the prompts of the drift lab.
std::vector<CorpusLine> RepresentativeLines();

}  // namespace wbm::data
