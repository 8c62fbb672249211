// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <algorithm>

namespace plumb::kube {

inline bool isDecimal(const QString& version)
{
    return !version.isEmpty() && std::all_of(version.begin(), version.end(), [](QChar c) {
        return c >= u'0' && c <= u'9';
    });
}

//! Whether version `a` of one object comes behind `b`. Numbers are compared as such, however long;
//! anything else can only be told apart. // reliability 3.1
inline bool isNewer(const QString& a, const QString& b)
{
    if (!isDecimal(a) || !isDecimal(b))
        return a != b;
    return a.size() != b.size() ? a.size() > b.size() : a > b;
}

//! Whether version `a` surely comes before `b`: of what are no numbers that is never known.
inline bool isOlder(const QString& a, const QString& b)
{
    return isDecimal(a) && isDecimal(b) && isNewer(b, a);
}

} // namespace plumb::kube
