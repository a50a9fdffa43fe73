// Conjugates twenty Spanish verbs, by rule and by a table of irregular forms.
//
//   const Verb& verb = Verbs()[0];                     // trabajar, to work
//   Conjugate(verb, Tense::kPresent, Person::kYo);     // "trabajo"
//   Gloss(verb, Tense::kPresent, Person::kYo);         // "I work"
//
// Twenty verbs x five tenses x six persons are the 600 forms on which the
// course's small model is trained. All text is UTF-8, composed (é is one code
// point). Source of the rules: Real Academia Española, Nueva gramática de la
// lengua española, 2009, chapter 4.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace wbm::data {

enum class Tense { kPresent, kPreterite, kImperfect, kFuture, kConditional };
enum class Person { kYo, kTu, kEl, kNosotros, kVosotros, kEllos };

inline constexpr std::array kTenses = {Tense::kPresent, Tense::kPreterite,
                                       Tense::kImperfect, Tense::kFuture,
                                       Tense::kConditional};
inline constexpr std::array kPersons = {Person::kYo,       Person::kTu,
                                        Person::kEl,       Person::kNosotros,
                                        Person::kVosotros, Person::kEllos};

// Six forms, one a person, in the order of Person.
using SixForms = std::array<std::string_view, 6>;

struct Verb {
  std::string_view infinitive;  // "trabajar"
  std::string_view english;     // "work"
  std::string_view english_s;   // he "works"
  std::string_view english_past;
  // Empty where the rule holds.
  SixForms present = {};
  SixForms preterite = {};
  SixForms imperfect = {};
  std::string_view future_stem = "";  // "tendr" for tener
};

std::span<const Verb> Verbs();

// The form without its pronoun.
std::string Conjugate(const Verb& verb, Tense tense, Person person);

// The English meaning with its pronoun: "he used to sing", "you all will go".
std::string Gloss(const Verb& verb, Tense tense, Person person);

std::string_view Pronoun(Person person);         // "nosotros"
std::string_view EnglishPronoun(Person person);  // "we"
std::string_view Name(Tense tense);              // "preterite"

}  // namespace wbm::data
