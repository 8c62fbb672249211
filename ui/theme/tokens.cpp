// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "theme/tokens.h"

#include <algorithm>
#include <cmath>

namespace plumb::ui {

const Token& Tokens::token(Role role) const
{
    switch (role) {
    case Role::Ok:
        return ok;
    case Role::Warn:
        return warn;
    case Role::Bad:
        return bad;
    case Role::Info:
        return info;
    case Role::Neutral:
        break;
    }
    return neutral;
}

const Tokens& lightTokens()
{
    static const Tokens tokens{
        .isDark = false,
        .ok = {0xff12765A, 0xffE3F4EE},
        .warn = {0xff8F5E05, 0xffFBF0DB},
        .bad = {0xff8A2716, 0xffFBE6E1},
        .info = {0xff0B48C8, 0xffE4ECFC},
        .neutral = {0xff515A65, 0xffECEFF2},
        .base = 0xffFFFFFF,
        .alternate = 0xffF3F5F7,
        .panel = 0xffF7F8FA,
        .bar = 0xffF3F5F7,
        .button = 0xffFFFFFF,
        .buttonHover = 0xffE9EDF1,
        .border = 0xffD5DADF,
        .text = 0xff1B1F24,
        .muted = 0xff515A65,
        .faint = 0xff656D76,
        .selection = 0xffDAE6FB,
        .primary = 0xff0B48C8,
        .primaryHover = 0xff0A3EAC,
        .onPrimary = 0xffFFFFFF,
        .added = 0xffDDEBFF,
        .addedStrong = 0xffA9CBFF,
        .removed = 0xffFFE6D1,
        .removedStrong = 0xffFFC089,
        .lanes = {0xff0B48C8, 0xff12765A, 0xff7B3FC4, 0xff8F5E05, 0xffA83A6B, 0xff1F6F8B,
                  0xff5D6B1F, 0xff515A65},
    };
    return tokens;
}

const Tokens& darkTokens()
{
    static const Tokens tokens{
        .isDark = true,
        .ok = {0xff46E0D2, 0xff123532},
        .warn = {0xffFFD79A, 0xff3A2D14},
        .bad = {0xffFF6A50, 0xff3D1A14},
        .info = {0xff5AA2FF, 0xff15294A},
        .neutral = {0xffA0A6AD, 0xff2A2F35},
        .base = 0xff15181C,
        .alternate = 0xff20252B,
        .panel = 0xff191D22,
        .bar = 0xff20252B,
        .button = 0xff2A3037,
        .buttonHover = 0xff343B44,
        .border = 0xff2D333A,
        .text = 0xffE6E9EC,
        .muted = 0xffA0A6AD,
        .faint = 0xff8A929B,
        .selection = 0xff24344F,
        .primary = 0xff1F5FC8,
        .primaryHover = 0xff2A6BD6,
        .onPrimary = 0xffFFFFFF,
        .added = 0xff12305A,
        .addedStrong = 0xff1E5AA8,
        .removed = 0xff4A2A10,
        .removedStrong = 0xff8A4B16,
        .lanes = {0xff5AA2FF, 0xff46E0D2, 0xffC49BFF, 0xffFFD79A, 0xffFF9EC4, 0xff8FD3FF,
                  0xffC5D86D, 0xffA0A6AD},
    };
    return tokens;
}

static double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

static double luminance(const QColor& colour)
{
    return 0.2126 * linear(double(colour.redF())) + 0.7152 * linear(double(colour.greenF()))
           + 0.0722 * linear(double(colour.blueF()));
}

double contrast(const QColor& a, const QColor& b)
{
    const double one = luminance(a);
    const double other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

} // namespace plumb::ui
