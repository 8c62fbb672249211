// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <utility>
#include <variant>

namespace plumb {

using namespace Qt::Literals::StringLiterals;

//! A failure as a value: what kind it is (a screen acts on that), one sentence for the user, raw
//! text for the log. Neither text ever holds a secret.
struct Error
{
    enum class Kind {
        Cancelled,
        NotFound,
        AlreadyExists,
        Conflict,
        Unauthorised,
        Forbidden,
        Unreachable,
        Timeout,
        Uncertain, //!< it was sent, and whether it was done cannot be asked
        TooManyRequests,
        Expired,
        Invalid,
        Unsupported,
        Internal
    };
    Kind kind = Kind::Internal;
    QString summary; //!< what happened, where, why probably, what to do; one or two sentences
    QString detail; //!< raw text of the tool or server that said it
    friend bool operator==(const Error&, const Error&) = default;
};

//! The kind as one word for logs and JSON.
QString nameOf(Error::Kind kind);

struct Unit
{
    friend bool operator==(const Unit&, const Unit&) = default;
};

//! Either a T or an Error; shaped like std::expected with camelCase names.
//! value() of a failure and error() of a success are programmer mistakes and assert.
template <typename T>
class [[nodiscard]] Result
{
public:
    using Value = T;
    Result()
        : m_state(Error{Error::Kind::Cancelled, {}, {}})
    {
    }
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }
    const T& value() const& { return check(), *std::get_if<0>(&m_state); }
    T& value() & { return check(), *std::get_if<0>(&m_state); }
    T&& value() && { return check(), std::move(*std::get_if<0>(&m_state)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }
    const Error& error() const
    {
        Q_ASSERT(!ok());
        return *std::get_if<1>(&m_state);
    }
    T valueOr(T other) const { return ok() ? value() : std::move(other); }

    friend bool operator==(const Result&, const Result&) = default;

private:
    void check() const { Q_ASSERT(ok()); }
    std::variant<T, Error> m_state;
};

inline Error failure(Error::Kind kind, QString summary, QString detail = {})
{
    return Error{kind, std::move(summary), std::move(detail)};
}

} // namespace plumb

//! Leaves the function with the error of a failed Result; otherwise the value is in `name`.
#define PLUMB_TRY(name, expression)                                                                \
    auto name##OrError = (expression);                                                             \
    if (!name##OrError)                                                                            \
        return name##OrError.error();                                                              \
    auto& name = *name##OrError
#define PLUMB_CHECK(expression)                                                                    \
    do {                                                                                           \
        if (auto plumbChecked = (expression); !plumbChecked)                                       \
            return plumbChecked.error();                                                           \
    } while (false)
