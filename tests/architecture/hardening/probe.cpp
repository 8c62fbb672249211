// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
// What hardening flags act on: an array on the stack, a call of the C library that can be checked,
// functions that are reached through pointers.
#include <array>
#include <cstdio>
#include <cstring>
#include <utility>

template <int N>
[[gnu::noinline]] int lengthOf(const char* text)
{
    char buffer[32 + N];
    std::strcpy(buffer, text);
    return int(std::strlen(buffer)) + N;
}

template <int... N>
int total(const char* text, unsigned first, std::integer_sequence<int, N...>)
{
    const std::array<int (*)(const char*), sizeof...(N)> all{lengthOf<N>...};
    int sum = 0;
    for (unsigned i = first; i < all.size(); ++i)
        sum += all[i](text);
    return sum;
}

int main(int argc, char** argv)
{
    std::printf("%d\n", total(argv[0], unsigned(argc), std::make_integer_sequence<int, 64>()));
}
