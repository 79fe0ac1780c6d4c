// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/sha256.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace salient {
namespace {

std::span<const uint8_t> bytesOf(std::string_view text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

std::string sha256(std::string_view text) {
    Sha256 hash;
    hash.update(bytesOf(text));
    return hash.finish();
}

// Vectors of NIST's "SHA-256 examples" and of FIPS 180-2, appendix B.
TEST(Sha256Test, GivesThePublishedDigests) {
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256(std::string(1'000'000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// From `sha256sum` for lengths around the border where the length no longer fits the last block.
TEST(Sha256Test, PadsAroundTheBlockBorder) {
    EXPECT_EQ(sha256(std::string(55, 'x')), "d5e285683cd4efc02d021a5c62014694958901005d6f71e89e0989fac77e4072");
    EXPECT_EQ(sha256(std::string(56, 'x')), "04c26261370ee7541549d16dee320c723e3fd14671e66a099afe0a377c16888e");
    EXPECT_EQ(sha256(std::string(64, 'x')), "7ce100971f64e7001e8fe5a51973ecdfe1ced42befe7ee8d5fd6219506b5393c");
}

TEST(Sha256Test, DoesNotDependOnThePieces) {
    const std::string text(1000, 'q');
    for (const size_t piece : {1U, 7U, 63U, 64U, 65U, 999U}) {
        Sha256 hash;
        for (size_t begin = 0; begin < text.size(); begin += piece) {
            hash.update(bytesOf(std::string_view(text).substr(begin, piece)));
        }
        EXPECT_EQ(hash.finish(), sha256(text)) << piece;
    }
}

} // namespace
} // namespace salient
