// SPDX-License-Identifier: Apache-2.0
#include "core/formats/compressed_tensors_config.h"

#include "core/checkpoint/model_folder.h"
#include "core/formats/packed_reader.h"
#include "tests/core/formats/compressed_tensors_fixtures.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

namespace salient {
namespace {

constexpr const char* kPlace = "/m/config.json: \"quantization_config\"";

CtConfig fromText(const std::string& text) {
    return ctConfigFromJson(nlohmann::ordered_json::parse(text), kPlace);
}

/// A section with one group whose "weights" and "targets" are these.
std::string section(const std::string& weights, const std::string& targets = R"(["Linear"])",
                    const std::string& rest = R"("format":"pack-quantized")") {
    return R"({"quant_method":"compressed-tensors",)" + rest + R"(,"ignore":["lm_head"],"config_groups":{"group_0":{)" +
           R"("targets":)" + targets + R"(,"weights":)" + weights + "}}}";
}

/// The same with these "input_activations".
std::string withInputs(const std::string& inputs) {
    return R"({"format":"int-quantized","config_groups":{"g":{"targets":["Linear"],)"
           R"("weights":{"num_bits":8,"strategy":"channel"},"input_activations":)" +
           inputs + "}}}";
}

constexpr const char* kWeights = R"({"num_bits":4,"type":"int","symmetric":false,"strategy":"group","group_size":64})";

TEST(CompressedTensorsConfig, ReadsAGroup) {
    const CtConfig config = fromText(section(kWeights));
    ASSERT_EQ(config.groups.size(), 1U);
    const CtScheme& scheme = config.groups[0].scheme;
    EXPECT_EQ(scheme.spec.bits, 4);
    EXPECT_EQ(scheme.spec.groupSize, 64);
    EXPECT_FALSE(scheme.spec.symmetric);
    EXPECT_EQ(scheme.codes, CtScheme::Codes::Packed);
    EXPECT_EQ(scheme.scales, CtScheme::Scales::Group);
    EXPECT_FALSE(scheme.spec.inputs.has_value());
    EXPECT_FALSE(scheme.roundsOutputs);
}

TEST(CompressedTensorsConfig, InfersTheStrategyFromTheGroupSize) {
    EXPECT_EQ(fromText(section(R"({"num_bits":8,"group_size":-1})")).groups[0].scheme.scales,
              CtScheme::Scales::Channel);
    EXPECT_EQ(fromText(section(R"({"num_bits":8,"group_size":32})")).groups[0].scheme.spec.groupSize, 32);
    EXPECT_EQ(fromText(section(R"({"num_bits":8})")).groups[0].scheme.scales, CtScheme::Scales::Tensor);
}

TEST(CompressedTensorsConfig, KnowsWhichOrdersAreStored) {
    const auto ordered = [](const std::string& order) {
        return fromText(section(R"({"num_bits":4,"group_size":64,"actorder":)" + order + "}")).groups[0].scheme.ordered;
    };
    EXPECT_TRUE(ordered(R"("group")"));
    EXPECT_TRUE(ordered("true"));
    EXPECT_FALSE(ordered(R"("weight")"));
    EXPECT_FALSE(ordered("null"));
}

TEST(CompressedTensorsConfig, TakesTheFormatOfTheGroupBeforeTheCommonOne) {
    const std::string text = R"({"format":"mixed-precision","config_groups":{"a":{"targets":["Linear"],)"
                             R"("format":"int-quantized","weights":{"num_bits":8,"strategy":"channel"},)"
                             R"("input_activations":{"num_bits":8,"strategy":"token","dynamic":true}}}})";
    const CtScheme scheme = fromText(text).groups[0].scheme;
    EXPECT_EQ(scheme.codes, CtScheme::Codes::Bytes);
    EXPECT_EQ(scheme.spec.inputs, (TokenRounding{8, 0.0F}));
}

/// Two groups with these targets, of 4 and of 8 bits; the bits that `module` gets, 16 for none.
int bitsOf(const std::string& module, const std::string& four, const std::string& eight,
           const std::string& ignore = "[]") {
    const std::string text = R"({"format":"pack-quantized","ignore":)" + ignore +
                             R"(,"config_groups":{"a":{"targets":)" + four +
                             R"(,"weights":{"num_bits":4,"group_size":32}},"b":{"targets":)" + eight +
                             R"(,"weights":{"num_bits":8,"group_size":32}}}})";
    const CtConfig config = fromText(text);
    const CtGroup* group = findCtGroup(config, module);
    return group == nullptr ? 16 : group->scheme.spec.bits;
}

TEST(CompressedTensorsConfig, PrefersPathsToExpressionsToClasses) {
    constexpr const char* kUp = "model.layers.0.mlp.up_proj";
    constexpr const char* kDown = "model.layers.0.mlp.down_proj";
    EXPECT_EQ(bitsOf(kDown, R"(["Linear"])", R"(["re:.*down_proj$"])"), 8);
    EXPECT_EQ(bitsOf(kUp, R"(["Linear"])", R"(["re:.*down_proj$"])"), 4);
    EXPECT_EQ(bitsOf(kDown, R"(["re:.*"])", R"(["model.layers.0.mlp.down_proj"])"), 8);
    EXPECT_EQ(bitsOf(kUp, R"(["re:.*up"])", R"(["re:.*mlp"])"), 8) << "expressions in the order of the alphabet";
    EXPECT_EQ(bitsOf(kUp, R"(["re:.*mlp"])", R"(["re:.*mlp"])"), 8) << "the later group of one target";
    EXPECT_EQ(bitsOf(kUp, R"(["Embedding"])", R"(["LlamaAttention"])"), 16);
    EXPECT_EQ(bitsOf(kUp, R"(["Linear"])", R"(["re:.*up_proj"])", R"(["re:.*up_proj$"])"), 16);
    EXPECT_EQ(bitsOf(kUp, R"(["Linear"])", R"(["re:.*up_proj"])", R"(["up_proj"])"), 8);
}

struct BrokenConfig {
    const char* promise;
    std::string text;
    const char* code;
    std::vector<std::string> names;
};

void PrintTo(const BrokenConfig& broken, std::ostream* out) {
    *out << broken.promise;
}

class RejectsCompressedTensorsConfig : public ::testing::TestWithParam<BrokenConfig> {};

TEST_P(RejectsCompressedTensorsConfig, NamingFileAndKey) {
    auto names = GetParam().names;
    names.emplace_back("/m/config.json");
    test::expectError(ErrorKind::Input, GetParam().code, names, [] { fromText(GetParam().text); });
}

INSTANTIATE_TEST_SUITE_P(
    Table, RejectsCompressedTensorsConfig,
    ::testing::Values(
        BrokenConfig{"SectionIsList", "[]", "quantization.bad_config", {"'[]'"}},
        BrokenConfig{
            "NoGroups", R"({"format":"pack-quantized"})", "quantization.bad_config", {"config_groups", "nothing"}},
        BrokenConfig{"GroupsAreAList", R"({"config_groups":[]})", "quantization.bad_config", {"config_groups"}},
        BrokenConfig{"GroupIsAPreset",
                     R"({"format":"pack-quantized","config_groups":{"W4A16":["Linear"]}})",
                     "quantization.bad_config",
                     {"'W4A16'", "targets and weights"}},
        BrokenConfig{"NoTargets", section(kWeights, "[]"), "quantization.bad_config", {"'group_0'", "targets"}},
        BrokenConfig{"TargetIsNumber", section(kWeights, "[1]"), "quantization.bad_config", {"'group_0'", "targets"}},
        BrokenConfig{"TargetIsNoExpression", section(kWeights, R"(["re:("])"), "quantization.bad_config", {"'('"}},
        BrokenConfig{"NoWeights", section("null"), "quantization.bad_config", {"\"weights\"", "nothing"}},
        BrokenConfig{"NoBits", section(R"({"group_size":64})"), "quantization.bad_config", {"num_bits", "nothing"}},
        BrokenConfig{"SixteenBits", section(R"({"num_bits":16})"), "quantization.unsupported_bits", {"16"}},
        BrokenConfig{"FloatWeights",
                     section(R"({"num_bits":4,"type":"float"})"),
                     "quantization.unsupported_version",
                     {"'float'"}},
        BrokenConfig{"GroupSizeZero",
                     section(R"({"num_bits":4,"strategy":"group","group_size":0})"),
                     "quantization.bad_config",
                     {"group_size", "'0'"}},
        BrokenConfig{"GroupWithoutSize",
                     section(R"({"num_bits":4,"strategy":"group"})"),
                     "quantization.bad_config",
                     {"group_size", "nothing"}},
        BrokenConfig{"GroupSizeIsText",
                     section(R"({"num_bits":4,"group_size":"64"})"),
                     "quantization.bad_config",
                     {"group_size"}},
        BrokenConfig{
            "BlockStrategy", section(R"({"num_bits":4,"strategy":"block"})"), "quantization.bad_config", {"'block'"}},
        BrokenConfig{
            "SymmetricIsNumber", section(R"({"num_bits":4,"symmetric":1})"), "quantization.bad_config", {"symmetric"}},
        BrokenConfig{"UnknownOrder",
                     section(R"({"num_bits":4,"group_size":64,"actorder":"random"})"),
                     "quantization.bad_config",
                     {"actorder", "random"}},
        BrokenConfig{"OtherFormat",
                     section(kWeights, R"(["Linear"])", R"("format":"marlin-24")"),
                     "quantization.unsupported_version",
                     {"'marlin-24'", "pack-quantized"}},
        BrokenConfig{"SparseWeights",
                     section(kWeights, R"(["Linear"])",
                             R"("format":"pack-quantized","sparsity_config":{"format":"sparse-24-bitmask"})"),
                     "quantization.unsupported_version",
                     {"'sparse-24-bitmask'"}},
        BrokenConfig{
            "InputsAreText", withInputs(R"("int8")"), "quantization.bad_config", {"input_activations", "int8"}},
        BrokenConfig{"InputsWithStaticScales",
                     withInputs(R"({"num_bits":8,"strategy":"tensor","dynamic":false})"),
                     "quantization.unsupported_activations",
                     {"'g'", "fixed by calibration"}},
        BrokenConfig{"InputsWithLocallyDynamicScales",
                     withInputs(R"({"num_bits":8,"strategy":"token","dynamic":"local"})"),
                     "quantization.unsupported_activations",
                     {"fixed by calibration"}},
        BrokenConfig{"InputsWithOneScaleForAllTokens",
                     withInputs(R"({"num_bits":8,"dynamic":true})"),
                     "quantization.unsupported_activations",
                     {"'tensor'"}},
        BrokenConfig{"InputsWithZeroPoints",
                     withInputs(R"({"num_bits":8,"strategy":"token","dynamic":true,"symmetric":false})"),
                     "quantization.unsupported_activations",
                     {"zero points"}},
        BrokenConfig{"FloatInputs",
                     withInputs(R"({"num_bits":8,"strategy":"token","dynamic":true,"type":"float"})"),
                     "quantization.unsupported_activations",
                     {"'float'"}},
        BrokenConfig{"InputsOfSixteenBits",
                     withInputs(R"({"num_bits":16,"strategy":"token","dynamic":true})"),
                     "quantization.unsupported_activations",
                     {"16 bits"}},
        BrokenConfig{"InputsWithoutBits",
                     withInputs(R"({"strategy":"token","dynamic":true})"),
                     "quantization.bad_config",
                     {"num_bits", "nothing"}},
        BrokenConfig{"IgnoreIsText",
                     R"({"format":"pack-quantized","ignore":"lm_head","config_groups":{"a":{}}})",
                     "quantization.bad_config",
                     {"ignore", "lm_head"}}),
    [](const auto& made) { return std::string(made.param.promise); });

/// A folder with one linear "m" in these tensors, opened by the general entry.
struct Folder {
    test::TemporaryFolder folder;

    Folder(const std::string& quantization, const std::vector<NamedTensor>& tensors) {
        test::writeText(folder / "config.json", R"({"quantization_config":)" + quantization + "}");
        test::writeTensors(folder, tensors);
    }
    std::unique_ptr<PackedReader> reader() const { return openPackedReader(ModelFolder::open(folder.path())); }
    Checkpoint checkpoint() const { return Checkpoint::open(folder.path()); }
};

TEST(CompressedTensorsReader, ReadsALinearOfAFolder) {
    const QuantSpec spec = test::ctSpec(4, 64, false);
    const PackedLinear weight = test::ctLinear(16, 128, spec);
    const Folder folder(section(kWeights), exportFormat("compressed-tensors").pack("m", weight, spec));
    const auto reader = folder.reader();
    const Checkpoint checkpoint = folder.checkpoint();
    ASSERT_NE(reader, nullptr);
    EXPECT_EQ(reader->format(), "compressed-tensors");
    ASSERT_TRUE(reader->holds(checkpoint, "m"));
    EXPECT_EQ(reader->spec("m").groupSize, 64);
    EXPECT_NO_THROW(reader->check(checkpoint, "m", {16, 128}));
    test::expectSameLinear(reader->read(checkpoint, "m", {16, 128}), weight);
    EXPECT_TRUE(reader->issues().empty());
}

std::vector<NamedTensor> oneTensor(const std::string& name, DType type) {
    std::vector<NamedTensor> tensors;
    tensors.push_back({name, Tensor::zeros({16, 128}, type)});
    return tensors;
}

TEST(CompressedTensorsReader, LeavesFloatsThatOnlyAClassTargets) {
    const Folder folder(section(kWeights), oneTensor("m.weight", DType::F16));
    EXPECT_FALSE(folder.reader()->holds(folder.checkpoint(), "m"));
    EXPECT_FALSE(folder.reader()->holds(folder.checkpoint(), "absent"));
}

TEST(CompressedTensorsReader, RefusesFloatsThatATargetNames) {
    const Folder folder(section(kWeights, R"(["re:m$"])"), oneTensor("m.weight", DType::F16));
    test::expectError(ErrorKind::Input, "quantization.contradicts_tensors", {"'m'", "'group_0'", "F16"},
                      [&] { folder.reader()->holds(folder.checkpoint(), "m"); });
}

TEST(CompressedTensorsReader, RefusesPackedTensorsThatNoGroupMeans) {
    const Folder folder(section(kWeights, R"(["re:n$"])"), oneTensor("m.weight_packed", DType::I32));
    EXPECT_TRUE(folder.reader()->holds(folder.checkpoint(), "m"));
    test::expectError(ErrorKind::Input, "quantization.contradicts_tensors", {"'m'"},
                      [&] { folder.reader()->spec("m"); });
}

TEST(CompressedTensorsReader, SaysThatOutputsAreNotRounded) {
    const std::string text = R"({"quant_method":"compressed-tensors","format":"int-quantized","config_groups":{"g":{)"
                             R"("targets":["Linear"],"weights":{"num_bits":8,"strategy":"channel"},)"
                             R"("output_activations":{"num_bits":8,"strategy":"token","dynamic":true}}}})";
    const Folder folder(text, oneTensor("m.weight", DType::I8));
    EXPECT_TRUE(folder.reader()->holds(folder.checkpoint(), "m"));
    const auto issues = folder.reader()->issues();
    ASSERT_EQ(issues.size(), 1U);
    EXPECT_EQ(issues[0].code, "quantization.outputs_not_rounded");
}

} // namespace
} // namespace salient
