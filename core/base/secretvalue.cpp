// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/secretvalue.h"

#include "base/result.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QMutex>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QUrl>

#include <cstring>
#include <set>

namespace plumb {

namespace {

// The redactor must know every secret alive, whatever thread made it: hence the one lock of base.
struct Registry
{
    QMutex lock;
    std::multiset<QByteArray> alive;
    QByteArray key;
};

Registry& registry()
{
    static Registry* const instance = [] {
        auto* made = new Registry;
        made->key.resize(32);
        QRandomGenerator::system()->fillRange(reinterpret_cast<quint32*>(made->key.data()), 8);
        return made;
    }();
    return *instance;
}

} // namespace

struct SecretValue::Hidden
{
    explicit Hidden(QByteArray secret)
        : bytes(std::move(secret))
    {
        QMutexLocker guard(&registry().lock);
        registry().alive.insert(bytes);
    }
    ~Hidden()
    {
        {
            QMutexLocker guard(&registry().lock);
            auto& alive = registry().alive;
            if (const auto found = alive.find(bytes); found != alive.end())
                alive.erase(found);
        }
        if (bytes.isDetached())
            explicit_bzero(bytes.data(), size_t(bytes.size()));
    }
    Hidden(const Hidden&) = delete;
    Hidden& operator=(const Hidden&) = delete;
    QByteArray bytes;
};

SecretValue::SecretValue(QByteArray bytes)
    : m_hidden(std::make_shared<const Hidden>(std::move(bytes)))
{
}

bool SecretValue::isEmpty() const
{
    return reveal().isEmpty();
}

const QByteArray& SecretValue::reveal() const
{
    static const QByteArray kNothing;
    return m_hidden ? m_hidden->bytes : kNothing;
}

QString SecretValue::marker() const
{
    return u"<secret:"_s + keyedDigest(reveal()).left(12) + u'>';
}

void SecretValue::setMarkerKey(QByteArray key)
{
    QMutexLocker guard(&registry().lock);
    registry().key = std::move(key);
}

QString SecretValue::keyedDigest(const QByteArray& bytes)
{
    QMutexLocker guard(&registry().lock);
    return QString::fromLatin1(
        QMessageAuthenticationCode::hash(bytes, registry().key, QCryptographicHash::Sha256)
            .toHex());
}

bool isSecretMarker(const QString& text)
{
    static const QRegularExpression kMarker(u"^<secret:[0-9a-f]{12}>$"_s);
    return kMarker.match(text).hasMatch();
}

QString redacted(QString text)
{
    std::set<QByteArray> secrets;
    {
        QMutexLocker guard(&registry().lock);
        secrets.insert(registry().alive.begin(), registry().alive.end());
    }
    // Longest first, so that a secret which contains another leaves no rest behind.
    std::vector<QByteArray> sorted(secrets.begin(), secrets.end());
    std::sort(sorted.begin(), sorted.end(),
              [](const QByteArray& a, const QByteArray& b) { return a.size() > b.size(); });
    for (const QByteArray& secret : sorted) {
        if (secret.size() < 4)
            continue; // shorter ones are too common as ordinary text
        const QString raw = QString::fromUtf8(secret);
        const QByteArray json = QJsonDocument(QJsonArray{raw}).toJson(QJsonDocument::Compact);
        for (const QString& form :
             {raw, QString::fromLatin1(secret.toBase64()),
              QString::fromLatin1(
                  secret.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)),
              QString::fromLatin1(QUrl::toPercentEncoding(raw)),
              QString::fromUtf8(json.mid(2, json.size() - 4))})
            text.replace(form, u"***"_s);
    }
    return text;
}

} // namespace plumb
