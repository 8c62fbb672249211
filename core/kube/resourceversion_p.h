// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <algorithm>

namespace plumb::kube {

//! Whether version `a` of one object comes behind `b`. Numbers are compared as such, however long;
//! anything else can only be told apart. // reliability 3.1
inline bool isNewer(const QString& a, const QString& b)
{
    const auto isNumber = [](const QString& text) {
        return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
            return c >= u'0' && c <= u'9';
        });
    };
    if (!isNumber(a) || !isNumber(b))
        return a != b;
    return a.size() != b.size() ? a.size() > b.size() : a > b;
}

} // namespace plumb::kube
