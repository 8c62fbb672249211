// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/contact_p.h"

#include "base/log.h"
#include "base/text.h"
#include "kube/transporterror_p.h"

#include <QJsonDocument>
#include <QUrl>

namespace plumb::kube {

using namespace std::chrono_literals;

namespace {

const QString kSystem = u"kube-system"_s;
// Soon after the loss the server is expected back (a restart); later it is not. // W-01, W-02
constexpr std::chrono::milliseconds kSoon{3'000}, kLate{10'000};
constexpr std::chrono::minutes kLong{5};

//! Its uid, if the body is that Namespace.
QString uidIn(const QByteArray& body, const QString& name)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    const QJsonObject metadata = json.value(u"metadata"_s).toObject();
    if (json.value(u"kind"_s).toString() != u"Namespace"
        || metadata.value(u"name"_s).toString() != name)
        return {};
    return metadata.value(u"uid"_s).toString();
}

} // namespace

std::shared_ptr<Contact> Contact::of(const std::shared_ptr<ApiClient>& client,
                                     const std::function<double()>& random)
{
    static QHash<const ApiClient*, std::weak_ptr<Contact>> all;
    auto known = all.value(client.get()).lock();
    // An address may be used again by another client.
    if (known && known->m_client.lock() == client)
        return known;
    all.removeIf([](const auto& entry) { return entry.value().expired(); });
    known = std::make_shared<Contact>(client, random);
    all.insert(client.get(), known);
    return known;
}

Contact::Contact(std::weak_ptr<ApiClient> client, std::function<double()> random)
    : m_client(std::move(client))
    , m_backoff(std::move(random))
{
}

void Contact::learn(const QString& ns, const Clock& clock)
{
    m_ns = m_ns.isEmpty() ? ns : m_ns;
    if (m_uids.isEmpty() && !m_isAsking && !m_lostSince)
        probe(kSystem, clock);
}

void Contact::ask(const QString& ns, const Clock& clock)
{
    m_ns = m_ns.isEmpty() ? ns : m_ns;
    m_isWaited = true;
    if (!m_isAsking && !m_due && !m_other)
        probe(kSystem, clock);
}

void Contact::tick(const Clock& clock)
{
    if (m_due && clock.steady() >= *m_due && !m_isAsking)
        probe(kSystem, clock);
}

void Contact::probe(const QString& name, const Clock& clock)
{
    const auto client = m_client.lock();
    if (!client)
        return;
    m_isAsking = true;
    m_due.reset();
    Request request;
    request.path = "/api/v1/namespaces/" + QUrl::toPercentEncoding(name);
    observe(client->send(request, {}), this, [this, name, &clock](const Result<Response>& answer) {
        m_isAsking = false;
        take(name, answer, clock);
    });
}

void Contact::take(const QString& name, const Result<Response>& answer, const Clock& clock)
{
    const QString doing = u"Asking which cluster this is"_s;
    if (!answer)
        return again(answer.error(), -1, clock);
    const int status = answer->status;
    if (status == 429 || status == 502 || status == 503 || status == 504)
        return again(errorOf(*answer, doing), answer->retryAfterSeconds, clock);
    if (status == 200 && answer->body.trimmed().startsWith('<')) // a login page // W-34
        return again(failure(Error::Kind::Invalid,
                             u"%1 failed: %2 answered with a web page."_s.arg(doing, answer->from)),
                     -1, clock);
    if (status == 403 && name != m_ns && !m_ns.isEmpty())
        return probe(m_ns, clock); // a tenant knows the cluster by the own namespace
    if (const QString uid = status == 200 ? uidIn(answer->body, name) : QString(); !uid.isEmpty()) {
        if (const QString known = m_uids.value(name, uid); known != uid) {
            const auto client = m_client.lock();
            m_other = failure(
                Error::Kind::Conflict,
                u"A different cluster answers at %1: its namespace %2 is another one than before. "
                "Nothing is read from it. Probably the address or a load balancer has changed; if "
                "that was meant, start Plumbline again."_s.arg(
                    client ? shownServer(client->endpoint().server) : QString(), name),
                u"uid %1, before %2"_s.arg(printable(uid, 60), printable(known, 60)));
            qCWarning(lcKube).noquote() << m_other->summary;
            Q_EMIT otherClusterAnswered();
            return;
        }
        m_uids.insert(name, uid);
    }
    settle();
}

void Contact::again(const Error& error, int retryAfter, const Clock& clock)
{
    if (!m_isWaited || error.kind == Error::Kind::Cancelled)
        return; // learning can wait for the next loss
    const auto now = clock.steady();
    if (!m_lostSince) { // one line for all streams, and one when it is back // W-24
        m_lostSince = now;
        qCInfo(lcKube).noquote() << "no contact:" << error.summary;
    }
    auto time = std::min(m_backoff.next(), now - *m_lostSince < kLong ? kSoon : kLate);
    if (retryAfter >= 0)
        time = std::max<std::chrono::milliseconds>(
            time, std::chrono::seconds(std::clamp(retryAfter, 1, 60)));
    m_due = now + time;
    Q_EMIT stillAway(error);
}

void Contact::settle()
{
    if (std::exchange(m_lostSince, {}))
        qCInfo(lcKube) << "contact again";
    m_backoff.reset();
    if (std::exchange(m_isWaited, false))
        Q_EMIT answered();
}

} // namespace plumb::kube
