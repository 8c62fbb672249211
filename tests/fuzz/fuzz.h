// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <cstdio>
#include <cstdlib>

namespace plumb::fuzz {

//! One input through one reader. It returns, or ends the program where something does not hold.
using Target = void (*)(const QByteArray& input);

//! Makes the target known to the replay of the corpus.
int add(const char* name, Target target);

} // namespace plumb::fuzz

//! FUZZ_TARGET(yaml) { ... } with `input` at hand: libFuzzer's entry in its build, else an entry of
//! the replay. The name is that of the file, of its folder below corpus/ and of the ctest tests.
#ifdef PLUMBLINE_LIBFUZZER
#define FUZZ_TARGET(name)                                                                          \
    static void run(const QByteArray& input);                                                      \
    extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size);                 \
    int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size)                             \
    {                                                                                              \
        run(QByteArray(reinterpret_cast<const char*>(data), qsizetype(size)));                     \
        return 0;                                                                                  \
    }                                                                                              \
    static void run(const QByteArray& input)
#else
#define FUZZ_TARGET(name)                                                                          \
    static void run(const QByteArray& input);                                                      \
    [[maybe_unused]] static const int known = plumb::fuzz::add(#name, run);                        \
    static void run(const QByteArray& input)
#endif

//! What holds for every input.
#define ALWAYS(condition)                                                                          \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);    \
            std::abort();                                                                          \
        }                                                                                          \
    } while (false)
