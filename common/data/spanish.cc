#include "common/data/spanish.h"

namespace wbm::data {
namespace {

constexpr SixForms kSerAndIr = {"fui",    "fuiste",   "fue",
                                "fuimos", "fuisteis", "fueron"};

constexpr Verb kVerbs[] = {
    {"trabajar", "work", "works", "worked"},
    {"hablar", "speak", "speaks", "spoke"},
    {"cantar", "sing", "sings", "sang"},
    {"comprar", "buy", "buys", "bought"},
    {"pensar",
     "think",
     "thinks",
     "thought",
     {"pienso", "piensas", "piensa", "pensamos", "pensáis", "piensan"}},
    {"dar",
     "give",
     "gives",
     "gave",
     {"doy", "das", "da", "damos", "dais", "dan"},
     {"di", "diste", "dio", "dimos", "disteis", "dieron"}},
    {"comer", "eat", "eats", "ate"},
    {"beber", "drink", "drinks", "drank"},
    {"aprender", "learn", "learns", "learned"},
    {"tener",
     "have",
     "has",
     "had",
     {"tengo", "tienes", "tiene", "tenemos", "tenéis", "tienen"},
     {"tuve", "tuviste", "tuvo", "tuvimos", "tuvisteis", "tuvieron"},
     {},
     "tendr"},
    {"hacer",
     "make",
     "makes",
     "made",
     {"hago", "haces", "hace", "hacemos", "hacéis", "hacen"},
     {"hice", "hiciste", "hizo", "hicimos", "hicisteis", "hicieron"},
     {},
     "har"},
    {"ver",
     "see",
     "sees",
     "saw",
     {"veo", "ves", "ve", "vemos", "veis", "ven"},
     {"vi", "viste", "vio", "vimos", "visteis", "vieron"},
     {"veía", "veías", "veía", "veíamos", "veíais", "veían"}},
    {"saber",
     "know",
     "knows",
     "knew",
     {"sé", "sabes", "sabe", "sabemos", "sabéis", "saben"},
     {"supe", "supiste", "supo", "supimos", "supisteis", "supieron"},
     {},
     "sabr"},
    {"ser",
     "be",
     "is",
     "was",
     {"soy", "eres", "es", "somos", "sois", "son"},
     kSerAndIr,
     {"era", "eras", "era", "éramos", "erais", "eran"}},
    {"vivir", "live", "lives", "lived"},
    {"escribir", "write", "writes", "wrote"},
    {"dormir",
     "sleep",
     "sleeps",
     "slept",
     {"duermo", "duermes", "duerme", "dormimos", "dormís", "duermen"},
     {"dormí", "dormiste", "durmió", "dormimos", "dormisteis", "durmieron"}},
    {"ir",
     "go",
     "goes",
     "went",
     {"voy", "vas", "va", "vamos", "vais", "van"},
     kSerAndIr,
     {"iba", "ibas", "iba", "íbamos", "ibais", "iban"}},
    {"venir",
     "come",
     "comes",
     "came",
     {"vengo", "vienes", "viene", "venimos", "venís", "vienen"},
     {"vine", "viniste", "vino", "vinimos", "vinisteis", "vinieron"},
     {},
     "vendr"},
    {"decir",
     "say",
     "says",
     "said",
     {"digo", "dices", "dice", "decimos", "decís", "dicen"},
     {"dije", "dijiste", "dijo", "dijimos", "dijisteis", "dijeron"},
     {},
     "dir"},
};

// Endings of the regular verbs, by the vowel of the infinitive.
struct Endings {
  SixForms present;
  SixForms preterite;
  SixForms imperfect;
};
constexpr Endings kAr = {{"o", "as", "a", "amos", "áis", "an"},
                         {"é", "aste", "ó", "amos", "asteis", "aron"},
                         {"aba", "abas", "aba", "ábamos", "abais", "aban"}};
constexpr Endings kEr = {{"o", "es", "e", "emos", "éis", "en"},
                         {"í", "iste", "ió", "imos", "isteis", "ieron"},
                         {"ía", "ías", "ía", "íamos", "íais", "ían"}};
constexpr Endings kIr = {
    {"o", "es", "e", "imos", "ís", "en"}, kEr.preterite, kEr.imperfect};
constexpr SixForms kFuture = {"é", "ás", "á", "emos", "éis", "án"};

std::size_t Index(Person person) { return static_cast<std::size_t>(person); }

const Endings& EndingsOf(std::string_view infinitive) {
  switch (infinitive[infinitive.size() - 2]) {
    case 'a':
      return kAr;
    case 'e':
      return kEr;
    default:
      return kIr;
  }
}

std::string Join(std::string_view stem, std::string_view ending) {
  return std::string(stem).append(ending);
}

// The form from the table, or else the stem with the regular ending.
std::string Pick(const SixForms& irregular, std::string_view stem,
                 const SixForms& endings, Person person) {
  const std::string_view form = irregular[Index(person)];
  return form.empty() ? Join(stem, endings[Index(person)]) : std::string(form);
}

// To be is the one English verb that changes more than the third person.
std::string_view PresentOfBe(Person person) {
  if (person == Person::kYo) return "am";
  return person == Person::kEl ? "is" : "are";
}
std::string_view PastOfBe(Person person) {
  return person == Person::kYo || person == Person::kEl ? "was" : "were";
}

std::string EnglishVerb(const Verb& verb, Tense tense, Person person) {
  const bool be = verb.english == "be";
  switch (tense) {
    case Tense::kPresent:
      if (be) return std::string(PresentOfBe(person));
      return std::string(person == Person::kEl ? verb.english_s : verb.english);
    case Tense::kPreterite:
      return std::string(be ? PastOfBe(person) : verb.english_past);
    case Tense::kImperfect:
      return Join("used to ", verb.english);
    case Tense::kFuture:
      return Join("will ", verb.english);
    case Tense::kConditional:
      return Join("would ", verb.english);
  }
  return "";
}

}  // namespace

std::span<const Verb> Verbs() { return kVerbs; }

std::string Conjugate(const Verb& verb, Tense tense, Person person) {
  const Endings& endings = EndingsOf(verb.infinitive);
  const std::string_view stem =
      verb.infinitive.substr(0, verb.infinitive.size() - 2);
  const std::string_view future =
      verb.future_stem.empty() ? verb.infinitive : verb.future_stem;
  switch (tense) {
    case Tense::kPresent:
      return Pick(verb.present, stem, endings.present, person);
    case Tense::kPreterite:
      return Pick(verb.preterite, stem, endings.preterite, person);
    case Tense::kImperfect:
      return Pick(verb.imperfect, stem, endings.imperfect, person);
    case Tense::kFuture:
      return Join(future, kFuture[Index(person)]);
    case Tense::kConditional:
      return Join(future, kEr.imperfect[Index(person)]);
  }
  return "";
}

std::string Gloss(const Verb& verb, Tense tense, Person person) {
  return Join(Join(EnglishPronoun(person), " "),
              EnglishVerb(verb, tense, person));
}

std::string_view Pronoun(Person person) {
  constexpr SixForms kNames = {"yo",       "tú",       "él",
                               "nosotros", "vosotros", "ellos"};
  return kNames[Index(person)];
}

std::string_view EnglishPronoun(Person person) {
  constexpr SixForms kNames = {"I", "you", "he", "we", "you all", "they"};
  return kNames[Index(person)];
}

std::string_view Name(Tense tense) {
  constexpr std::array<std::string_view, 5> kNames = {
      "present", "preterite", "imperfect", "future", "conditional"};
  return kNames[static_cast<std::size_t>(tense)];
}

}  // namespace wbm::data
