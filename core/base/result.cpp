// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/result.h"

namespace plumb {

QString nameOf(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Cancelled:
        return u"Cancelled"_s;
    case Error::Kind::NotFound:
        return u"NotFound"_s;
    case Error::Kind::AlreadyExists:
        return u"AlreadyExists"_s;
    case Error::Kind::Conflict:
        return u"Conflict"_s;
    case Error::Kind::Unauthorised:
        return u"Unauthorised"_s;
    case Error::Kind::Forbidden:
        return u"Forbidden"_s;
    case Error::Kind::Unreachable:
        return u"Unreachable"_s;
    case Error::Kind::Timeout:
        return u"Timeout"_s;
    case Error::Kind::Uncertain:
        return u"Uncertain"_s;
    case Error::Kind::TooManyRequests:
        return u"TooManyRequests"_s;
    case Error::Kind::Expired:
        return u"Expired"_s;
    case Error::Kind::Invalid:
        return u"Invalid"_s;
    case Error::Kind::Unsupported:
        return u"Unsupported"_s;
    case Error::Kind::Internal:
        break;
    }
    return u"Internal"_s;
}

} // namespace plumb
