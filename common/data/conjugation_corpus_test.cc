#include "common/data/conjugation_corpus.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace wbm::data {
namespace {

std::string Form(std::string_view infinitive, Tense tense, Person person) {
  for (const CorpusLine& line : ConjugationCorpus()) {
    if (line.infinitive == infinitive && line.tense == tense &&
        line.person == person) {
      return line.spanish.substr(line.spanish.find(' ') + 1);
    }
  }
  return "(none)";
}

// Forms that a rule alone would get wrong, written out apart from the table
// that the code uses: stem changes, strong preterites, short futures, accents.
struct Irregular {
  const char* infinitive;
  Tense tense;
  const char* forms;  // six, one a person
};
const Irregular kIrregular[] = {
    {"pensar", Tense::kPresent,
     "pienso piensas piensa pensamos pensáis piensan"},
    {"dar", Tense::kPresent, "doy das da damos dais dan"},
    {"dar", Tense::kPreterite, "di diste dio dimos disteis dieron"},
    {"dar", Tense::kImperfect, "daba dabas daba dábamos dabais daban"},
    {"tener", Tense::kPresent, "tengo tienes tiene tenemos tenéis tienen"},
    {"tener", Tense::kPreterite,
     "tuve tuviste tuvo tuvimos tuvisteis tuvieron"},
    {"tener", Tense::kFuture,
     "tendré tendrás tendrá tendremos tendréis tendrán"},
    {"tener", Tense::kConditional,
     "tendría tendrías tendría tendríamos tendríais tendrían"},
    {"hacer", Tense::kPresent, "hago haces hace hacemos hacéis hacen"},
    {"hacer", Tense::kPreterite,
     "hice hiciste hizo hicimos hicisteis hicieron"},
    {"hacer", Tense::kFuture, "haré harás hará haremos haréis harán"},
    {"hacer", Tense::kConditional,
     "haría harías haría haríamos haríais harían"},
    {"ver", Tense::kPresent, "veo ves ve vemos veis ven"},
    {"ver", Tense::kPreterite, "vi viste vio vimos visteis vieron"},
    {"ver", Tense::kImperfect, "veía veías veía veíamos veíais veían"},
    {"ver", Tense::kFuture, "veré verás verá veremos veréis verán"},
    {"saber", Tense::kPresent, "sé sabes sabe sabemos sabéis saben"},
    {"saber", Tense::kPreterite,
     "supe supiste supo supimos supisteis supieron"},
    {"saber", Tense::kFuture, "sabré sabrás sabrá sabremos sabréis sabrán"},
    {"saber", Tense::kConditional,
     "sabría sabrías sabría sabríamos sabríais sabrían"},
    {"ser", Tense::kPresent, "soy eres es somos sois son"},
    {"ser", Tense::kPreterite, "fui fuiste fue fuimos fuisteis fueron"},
    {"ser", Tense::kImperfect, "era eras era éramos erais eran"},
    {"ser", Tense::kFuture, "seré serás será seremos seréis serán"},
    {"dormir", Tense::kPresent,
     "duermo duermes duerme dormimos dormís duermen"},
    {"dormir", Tense::kPreterite,
     "dormí dormiste durmió dormimos dormisteis durmieron"},
    {"ir", Tense::kPresent, "voy vas va vamos vais van"},
    {"ir", Tense::kPreterite, "fui fuiste fue fuimos fuisteis fueron"},
    {"ir", Tense::kImperfect, "iba ibas iba íbamos ibais iban"},
    {"ir", Tense::kFuture, "iré irás irá iremos iréis irán"},
    {"venir", Tense::kPresent, "vengo vienes viene venimos venís vienen"},
    {"venir", Tense::kPreterite,
     "vine viniste vino vinimos vinisteis vinieron"},
    {"venir", Tense::kFuture,
     "vendré vendrás vendrá vendremos vendréis vendrán"},
    {"venir", Tense::kConditional,
     "vendría vendrías vendría vendríamos vendríais vendrían"},
    {"decir", Tense::kPresent, "digo dices dice decimos decís dicen"},
    {"decir", Tense::kPreterite, "dije dijiste dijo dijimos dijisteis dijeron"},
    {"decir", Tense::kFuture, "diré dirás dirá diremos diréis dirán"},
    {"decir", Tense::kConditional,
     "diría dirías diría diríamos diríais dirían"},
};

std::string SixOf(std::string_view infinitive, Tense tense) {
  std::string forms;
  for (Person person : kPersons) {
    forms += (forms.empty() ? "" : " ") + Form(infinitive, tense, person);
  }
  return forms;
}

TEST(ConjugationCorpus, HasSixHundredLines) {
  EXPECT_EQ(Verbs().size(), 20u);
  EXPECT_EQ(ConjugationCorpus().size(), 600u);
}

TEST(ConjugationCorpus, IrregularFormsAreThoseOfTheTable) {
  for (const Irregular& row : kIrregular) {
    EXPECT_EQ(SixOf(row.infinitive, row.tense), row.forms)
        << row.infinitive << " " << Name(row.tense);
  }
}

TEST(ConjugationCorpus, RegularVerbsFollowTheirRule) {
  EXPECT_EQ(SixOf("cantar", Tense::kPresent),
            "canto cantas canta cantamos cantáis cantan");
  EXPECT_EQ(SixOf("cantar", Tense::kPreterite),
            "canté cantaste cantó cantamos cantasteis cantaron");
  EXPECT_EQ(SixOf("cantar", Tense::kImperfect),
            "cantaba cantabas cantaba cantábamos cantabais cantaban");
  EXPECT_EQ(SixOf("beber", Tense::kPresent),
            "bebo bebes bebe bebemos bebéis beben");
  EXPECT_EQ(SixOf("beber", Tense::kPreterite),
            "bebí bebiste bebió bebimos bebisteis bebieron");
  EXPECT_EQ(SixOf("vivir", Tense::kPresent),
            "vivo vives vive vivimos vivís viven");
  EXPECT_EQ(SixOf("vivir", Tense::kImperfect),
            "vivía vivías vivía vivíamos vivíais vivían");
  EXPECT_EQ(SixOf("escribir", Tense::kFuture),
            "escribiré escribirás escribirá escribiremos escribiréis "
            "escribirán");
  EXPECT_EQ(SixOf("hablar", Tense::kConditional),
            "hablaría hablarías hablaría hablaríamos hablaríais hablarían");
}

TEST(ConjugationCorpus, GlossesFollowEnglish) {
  const auto gloss = [](const char* spanish) {
    return Meanings(spanish).empty() ? "(none)" : Meanings(spanish)[0];
  };
  EXPECT_EQ(ConjugationCorpus()[0].Text(), "yo trabajo / I work");
  EXPECT_EQ(gloss("él canta"), "he sings");
  EXPECT_EQ(gloss("yo soy"), "I am");
  EXPECT_EQ(gloss("ellos eran"), "they used to be");
  EXPECT_EQ(gloss("vosotros compraréis"), "you all will buy");
  EXPECT_EQ(gloss("tú tendrías"), "you would have");
  EXPECT_EQ(gloss("nosotros hicimos"), "we made");
}

TEST(ConjugationCorpus, OnlyTheKnownFormsAreAmbiguous) {
  std::set<std::string> ambiguous;
  for (const CorpusLine& line : ConjugationCorpus()) {
    if (Meanings(line.spanish).size() > 1) ambiguous.insert(line.spanish);
  }
  const std::set<std::string> known = {"nosotros trabajamos",
                                       "nosotros hablamos",
                                       "nosotros cantamos",
                                       "nosotros compramos",
                                       "nosotros pensamos",
                                       "nosotros vivimos",
                                       "nosotros escribimos",
                                       "nosotros dormimos",
                                       "yo fui",
                                       "tú fuiste",
                                       "él fue",
                                       "nosotros fuimos",
                                       "vosotros fuisteis",
                                       "ellos fueron"};
  EXPECT_EQ(ambiguous, known);
}

TEST(ConjugationCorpus, NoLineOccursTwice) {
  std::set<std::string> lines;
  for (const CorpusLine& line : ConjugationCorpus()) lines.insert(line.Text());
  EXPECT_EQ(lines.size(), 600u);
}

TEST(RepresentativeLines, AreOneATenseAndOccurInTheCorpus) {
  std::set<Tense> tenses;
  for (const CorpusLine& line : RepresentativeLines()) {
    tenses.insert(line.tense);
    EXPECT_FALSE(Meanings(line.spanish).empty()) << line.spanish;
  }
  EXPECT_EQ(tenses.size(), 5u);
  EXPECT_EQ(RepresentativeLines()[0].Text(), "yo trabajo / I work");
}

}  // namespace
}  // namespace wbm::data
