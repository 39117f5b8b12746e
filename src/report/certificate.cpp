#include "report/certificate.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "report/json_fields.hpp"
#include "report/verdict_words.hpp"

namespace spiral {

namespace {

using Json = nlohmann::ordered_json;

class Sha256 {
 public:
  Sha256() { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }

  void add(const std::string& text) { EVP_DigestUpdate(context_.get(), text.data(), text.size()); }

  std::string hex() {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_.get(), digest, &size);
    std::string text;
    for (unsigned int i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_{EVP_MD_CTX_new(),
                                                                   &EVP_MD_CTX_free};
};

/// Hashes a line a trial, and counts them.
class TrialHash {
 public:
  void add(const Experiment& experiment, const CaseResults& of_case) {
    for (const TrialResult& result : of_case.results) {
      std::string line = experiment.name + "," + of_case.item.label;
      for (const auto& field : result_fields()) {
        if (field.name != "seconds") line += "," + to_text(field.get(result));
      }
      hash_.add(line + "\n");
      ++trials_;
    }
  }

  Json json() { return {{"trials", trials_}, {"sha256", hash_.hex()}}; }

 private:
  Sha256 hash_;
  std::size_t trials_ = 0;
};

Json interval_json(const Interval& interval) { return {interval.low, interval.high}; }

Json number_json(const CaseVerdict& of_case, const std::string& figure,
                 const std::optional<NumberVerdict>& number) {
  Json json{{"case", of_case.item->label}, {"figure", figure}};
  if (!of_case.item->assumption.empty()) json["assumption"] = of_case.item->assumption;
  add_number(number, json);
  return json;
}

Json numbers_json(const ExerciseVerdict& verdict) {
  auto numbers = Json::array();
  for (const CaseVerdict& of_case : verdict.cases) {
    if (!of_case.item->published) continue;
    numbers.push_back(number_json(of_case, "accuracy_percent", of_case.number));
    numbers.back()["median"] = of_case.median;
    for (std::size_t i = 0; i < of_case.train_errors.size(); ++i) {
      numbers.push_back(number_json(of_case, fmt::format("train_error of epoch {}", i + 1),
                                    of_case.train_errors[i]));
    }
  }
  return numbers;
}

Json share_json(const ShareOfSeeds& share) {
  return {{"holding", share.holding}, {"seeds", share.seeds}};
}

Json claim_json(const ClaimVerdict& claim, const ClaimVerdict& textbook) {
  Json json{{"id", claim.claim->id},
            {"sentence", claim.claim->sentence},
            {"source", to_string(claim.claim->source)},
            {"rule", claim.claim->rule},
            {"verdict", to_string(claim.verdict)},
            {"holding", claim.share.holding},
            {"seeds", claim.share.seeds},
            {"asked", claim.asked}};
  if (claim.interval) json["interval"] = interval_json(*claim.interval);
  json["stricter"] = to_string(claim.stricter);
  json["looser"] = to_string(claim.looser);
  json["in_notebook"] = optional_json(claim.published);
  if (const auto& best = claim.best_seed) {
    json["best_seed"] = {{"seed", best->seed}, {"margin", best->margin}};
  }
  if (const auto& rank = claim.rank) {
    json["rank"] = {{"mean", rank->mean},
                    {"of", rank->of},
                    {"first_alone", rank->first_alone.holding},
                    {"first_with_others", rank->first_with_others.holding}};
  }
  json["textbook"] = textbook.share.seeds > 0 ? share_json(textbook.share) : Json();
  return json;
}

Json exercise_json(const AssessedExercise& exercise) {
  Json json{{"name", exercise.verdict.experiment->name},
            {"numbers", numbers_json(exercise.verdict)},
            {"claims", Json::array()}};
  for (std::size_t i = 0; i < exercise.verdict.claims.size(); ++i) {
    json["claims"].push_back(claim_json(exercise.verdict.claims[i], exercise.textbook[i]));
  }
  if (!exercise.variance) return json;
  constexpr const char* kNames[] = {"data", "initial_weights", "permutations"};
  for (const VarianceShare& share : *exercise.variance) {
    json["variance"][kNames[static_cast<std::size_t>(share.draws)]] = {
        {"share", share.share}, {"interval", interval_json(share.interval)}};
  }
  return json;
}

}  // namespace

nlohmann::ordered_json certificate(const Reproduction& reproduction, const VerdictReport& report) {
  TrialHash hash;
  reproduction.for_each([&](const Experiment& experiment, const CaseResults& of_case) {
    hash.add(experiment, of_case);
  });
  Json environment;
  const bool any_engine = report.run.environment.bits == Environment::kPythonBits;
  for (const auto& field : environment_fields()) {
    if (any_engine && (field.name == "engine" || field.name == "simd")) continue;
    environment[field.name] = to_text(field.get(report.run.environment));
  }
  Json json{{"schema", 1},
            {"command", report.run.command},
            {"environment", std::move(environment)},
            {"seeds", {{"first", report.run.seeds.first}, {"count", report.run.seeds.count}}},
            {"results", hash.json()},
            {"exercises", Json::array()}};
  for (const AssessedExercise& exercise : report.exercises) {
    json["exercises"].push_back(exercise_json(exercise));
  }
  json["edginess_and_words"] = {{"rank_correlation", optional_json(report.edginess_and_words)},
                                {"cases", report.cases_with_words}};
  if (const auto& count = report.outliers) {
    json["outliers"] = {{"numbers", count->numbers},
                        {"outliers", count->outliers},
                        {"seeds", count->seeds},
                        {"seeds_with_as_many", count->seeds_with_as_many}};
  }
  return json;
}

std::vector<std::string> certificate_differences(const std::filesystem::path& file,
                                                 const nlohmann::ordered_json& expected) {
  std::ifstream stream(file);
  if (!stream) throw StoreError(file.string() + ": there is no such certificate to verify");
  const Json certified = Json::parse(stream, nullptr, /*allow_exceptions=*/false);
  if (certified.is_discarded()) throw StoreError(file.string() + ": it is no JSON");
  std::vector<std::string> differences;
  for (const auto& change : Json::diff(certified, expected)) {
    const std::string path = change["path"];
    const bool is_gone = change["op"] == "remove";
    differences.push_back(fmt::format(
        "{}: {}", path.empty() ? "/" : path,
        is_gone ? "the store has no such entry" : "the store gives " + change["value"].dump()));
  }
  return differences;
}

}  // namespace spiral
