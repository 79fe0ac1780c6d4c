# SPDX-License-Identifier: Apache-2.0
# cmake -DINPUT=a.txt -DOUTPUT=a.cpp -DNAME=kA -P embed_text.cmake: a source file that defines the bytes of a text.
file(READ "${INPUT}" hex HEX)
file(SIZE "${INPUT}" size)
string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE "${OUTPUT}" "// Made by embed_text.cmake from ${INPUT}.
#include <cstddef>
extern const unsigned char ${NAME}[];
extern const std::size_t ${NAME}Bytes;
const unsigned char ${NAME}[] = {
${bytes}};
const std::size_t ${NAME}Bytes = ${size};
")
