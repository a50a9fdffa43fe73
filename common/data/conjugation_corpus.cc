#include "common/data/conjugation_corpus.h"

namespace wbm::data {
namespace {

CorpusLine MakeLine(const Verb& verb, Tense tense, Person person) {
  return {verb.infinitive, tense, person,
          std::string(Pronoun(person)) + " " + Conjugate(verb, tense, person),
          Gloss(verb, tense, person)};
}

std::vector<CorpusLine> MakeCorpus() {
  std::vector<CorpusLine> lines;
  for (const Verb& verb : Verbs()) {
    for (Tense tense : kTenses) {
      for (Person person : kPersons) {
        lines.push_back(MakeLine(verb, tense, person));
      }
    }
  }
  return lines;
}

const Verb& Find(std::string_view infinitive) {
  for (const Verb& verb : Verbs()) {
    if (verb.infinitive == infinitive) return verb;
  }
  return Verbs().front();
}

}  // namespace

const std::vector<CorpusLine>& ConjugationCorpus() {
  static const std::vector<CorpusLine> corpus = MakeCorpus();
  return corpus;
}

std::vector<std::string> Meanings(std::string_view spanish) {
  std::vector<std::string> meanings;
  for (const CorpusLine& line : ConjugationCorpus()) {
    if (line.spanish == spanish) meanings.push_back(line.english);
  }
  return meanings;
}

std::vector<CorpusLine> RepresentativeLines() {
  return {MakeLine(Find("trabajar"), Tense::kPresent, Person::kYo),
          MakeLine(Find("comer"), Tense::kPreterite, Person::kTu),
          MakeLine(Find("vivir"), Tense::kImperfect, Person::kEl),
          MakeLine(Find("tener"), Tense::kFuture, Person::kNosotros),
          MakeLine(Find("decir"), Tense::kConditional, Person::kEllos)};
}

}  // namespace wbm::data
