// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

namespace plumb {

//! Bytes that must not be seen: printed, logged or compared they appear as their marker only.
//! A value type; the bytes are shared and overwritten when the last copy goes.
class SecretValue
{
public:
    SecretValue() = default;
    explicit SecretValue(QByteArray bytes);
    bool isEmpty() const;
    //! The bytes themselves: only for a request, a header or an explicit reveal.
    const QByteArray& reveal() const;
    //! `<secret:0123456789ab>`: equal bytes give equal markers, and nothing of the bytes or of
    //! their length can be learnt from it. Keyed by setMarkerKey(), random per process until then.
    QString marker() const;
    friend bool operator==(const SecretValue& a, const SecretValue& b)
    {
        return a.reveal() == b.reveal();
    }

    //! The key of all markers and keyed digests of this installation; set once at start-up.
    static void setMarkerKey(QByteArray key);
    //! HMAC-SHA-256 under the marker key, hex: a digest that cannot be searched for a short secret.
    static QString keyedDigest(const QByteArray& bytes);

private:
    struct Hidden;
    std::shared_ptr<const Hidden> m_hidden;
};

//! True for the text of a marker.
bool isSecretMarker(const QString& text);

//! Replaces every known secret (raw, base64, base64url, URL- and JSON-escaped) in `text` by `***`.
//! Knows the secrets of all SecretValues alive. Thread-safe.
QString redacted(QString text);

} // namespace plumb
