// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/transfer_p.h"

#include "base/log.h"
#include "kube/credentials_p.h"
#include "kube/iothread_p.h"
#include "kube/pool_p.h"
#include "kube/proxy_p.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace plumb::kube {

namespace {

curl_blob blobOf(const QByteArray& bytes)
{
    return {const_cast<char*>(bytes.constData()), size_t(bytes.size()), CURL_BLOB_COPY};
}

} // namespace

Transfer::Transfer(std::shared_ptr<Channel> channel, Request request, std::optional<Sinks> sinks,
                   std::stop_token stop)
    : m_channel(std::move(channel))
    , m_request(std::move(request))
    , m_sinks(std::move(sinks))
    , m_stop(std::move(stop))
{
    m_promise.start();
}

Transfer::~Transfer()
{
    curl_easy_cleanup(m_easy);
    curl_slist_free_all(m_headers);
    curl_slist_free_all(m_connectTo);
}

void Transfer::start()
{
    if (m_stop.stop_requested()) {
        cancel();
        return finish(CURLE_ABORTED_BY_CALLBACK);
    }
    if (auto prepared = prepare(); !prepared) {
        Error error = prepared.error();
        if (m_request.effect == Request::Effect::Write)
            error.detail = u"not-sent"_s;
        return end(error);
    }
    m_phase = std::make_unique<QTimer>();
    m_phase->setSingleShot(true);
    QObject::connect(m_phase.get(), &QTimer::timeout, m_phase.get(), [this] { watchPhase(); });
    m_phase->start(m_channel->limits.connect);
    if (!m_channel->pool)
        m_channel->pool = std::make_unique<Pool>();
    m_channel->pool->add(shared_from_this());
    // The callback only posts: it must never wait for the I/O thread.
    m_onStop.emplace(m_stop, [weak = weak_from_this()] {
        IoThread::instance().post([weak] {
            if (const auto self = weak.lock(); self && !self->m_ended) {
                self->cancel();
                self->m_channel->pool->abort(self.get());
            }
        });
    });
}

Result<Unit> Transfer::prepare()
{
    const Endpoint& endpoint = m_channel->endpoint;
    m_url = QUrl(endpoint.server);
    PLUMB_TRY(authorization, authorizationHeader(endpoint));
    m_easy = curl_easy_init();
    const auto set = [this](CURLoption option, auto value) {
        curl_easy_setopt(m_easy, option, value);
    };
    const bool isHttps = m_url.scheme() == u"https";
    const bool isWrite = m_request.effect == Request::Effect::Write;

    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_ERRORBUFFER, m_errorText);
    set(CURLOPT_PROTOCOLS_STR, isHttps ? "https" : "http");
    set(CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_FOLLOWLOCATION,
        0L); // a redirect could carry the credentials away // reliability F4
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_BUFFERSIZE, 256L << 10);
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(CURLOPT_HEADEROPT, long(CURLHEADER_SEPARATE)); // the proxy sees none of our headers
    set(CURLOPT_FRESH_CONNECT, isWrite ? 1L : 0L); // libcurl sends again on a reused one // F1, F2
    set(CURLOPT_FORBID_REUSE, isWrite || m_sinks ? 1L : 0L);
    set(CURLOPT_CONNECTTIMEOUT_MS,
        long((m_channel->limits.connect + m_channel->limits.tls).count())
            + 1000); // ours come first
    if (!m_sinks)
        set(CURLOPT_TIMEOUT_MS, long(m_request.deadline.count()));
    if (!m_sinks && m_request.effect == Request::Effect::Read) {
        set(CURLOPT_LOW_SPEED_LIMIT, 1024L);
        set(CURLOPT_LOW_SPEED_TIME, long(m_channel->limits.slow.count()));
    }
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_TCP_KEEPIDLE, 30L);
    set(CURLOPT_TCP_KEEPINTVL, 10L);
    set(CURLOPT_SOCKOPTFUNCTION, &Transfer::onSocketMade);
    set(CURLOPT_HEADERFUNCTION, &Transfer::onHeader);
    set(CURLOPT_HEADERDATA, static_cast<void*>(this));
    set(CURLOPT_WRITEFUNCTION, &Transfer::onBody);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
    set(CURLOPT_PREREQFUNCTION, &Transfer::onSend);
    set(CURLOPT_PREREQDATA, static_cast<void*>(this));
    if (isHttps)
        setTrust();
    setRoute();

    if (m_request.method != "GET")
        set(CURLOPT_CUSTOMREQUEST, m_request.method.constData());
    if (!m_request.body.isEmpty() || m_request.method == "POST" || m_request.method == "PATCH"
        || m_request.method == "PUT") {
        set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(m_request.body.size()));
        set(CURLOPT_POSTFIELDS, m_request.body.constData());
    }
    const auto header = [this](const QByteArray& line) {
        m_headers = curl_slist_append(m_headers, line.constData());
    };
    header("Accept: " + m_request.accept);
    header("User-Agent: plumbline/" PLUMBLINE_VERSION);
    header("Expect:");
    if (!m_request.body.isEmpty())
        header("Content-Type: " + m_request.contentType);
    if (!authorization.isEmpty())
        header("Authorization: " + authorization);
    for (const auto& [name, value] : impersonationHeaders(endpoint.impersonation))
        header(name + ": " + value);
    set(CURLOPT_HTTPHEADER, m_headers);
    return Unit{};
}

void Transfer::setTrust()
{
    const Endpoint& endpoint = m_channel->endpoint;
    const auto set = [this](CURLoption option, auto value) {
        curl_easy_setopt(m_easy, option, value);
    };
    set(CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_CTX_FUNCTION, &Transfer::onTls);
    set(CURLOPT_SSL_CTX_DATA, static_cast<void*>(this));
    set(CURLOPT_SSL_VERIFYPEER, endpoint.insecure ? 0L : 1L);
    set(CURLOPT_SSL_VERIFYHOST, endpoint.insecure ? 0L : 2L);
    if (!endpoint.caPem.isEmpty()) {
        // Debian's libcurl would else trust the system's authorities as well. // docs/adr/0002, F6
        set(CURLOPT_CAINFO, static_cast<const char*>(nullptr));
        set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
        const curl_blob ca = blobOf(endpoint.caPem);
        set(CURLOPT_CAINFO_BLOB, &ca);
    }
    if (!endpoint.certificatePem.isEmpty()) {
        // libcurl uses a kept connection only for the pair that it was made with.
        const ClientPair pair = clientPair(endpoint);
        m_certificate = pair.certificatePem;
        const curl_blob certificate = blobOf(pair.certificatePem),
                        key = blobOf(pair.keyPem.reveal());
        set(CURLOPT_SSLCERT_BLOB, &certificate);
        set(CURLOPT_SSLCERTTYPE, "PEM");
        set(CURLOPT_SSLKEY_BLOB, &key);
        set(CURLOPT_SSLKEYTYPE, "PEM");
    }
}

void Transfer::setRoute()
{
    const Endpoint& endpoint = m_channel->endpoint;
    const auto set = [this](CURLoption option, auto value) {
        curl_easy_setopt(m_easy, option, value);
    };
    const auto bracketed = [](const QString& host) {
        return host.contains(u':') ? u'[' + host + u']' : host;
    };
    const int port = m_url.port(m_url.scheme() == u"https" ? 443 : 80);
    const QString host = bracketed(m_url.host(QUrl::FullyEncoded));
    const QString name =
        endpoint.tlsServerName.isEmpty() ? host : bracketed(endpoint.tlsServerName);

    QString prefix = m_url.path(QUrl::FullyEncoded);
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    const QByteArray url =
        (m_url.scheme() + u"://"_s + name + u':' + QString::number(port) + prefix).toUtf8()
        + m_request.path;
    set(CURLOPT_URL, url.constData());

    m_proxy = proxyFor(m_url, endpoint.proxyUrl, proxyEnvironment());
    QString proxy = m_proxy;
    if (proxy.startsWith(u"socks5://"))
        proxy.replace(0, 9, u"socks5h://"_s); // as Go does: the proxy resolves the name
    set(CURLOPT_PROXY, proxy.toUtf8().constData()); // empty: none, whatever the environment says
    set(CURLOPT_NOPROXY, "");

    QString target = host;
    if (m_request.effect == Request::Effect::Write && proxy.isEmpty()
        && !m_channel->pinnedAddress.isEmpty())
        target = bracketed(QString::fromLatin1(m_channel->pinnedAddress));
    if (target != name) {
        m_connectTo = curl_slist_append(
            nullptr, (u"::"_s + target + u':' + QString::number(port)).toUtf8().constData());
        set(CURLOPT_CONNECT_TO, m_connectTo);
    }
    if (name != host)
        m_headers = curl_slist_append(
            m_headers, ("Host: " + host.toUtf8() + ':' + QByteArray::number(port)).constData());
}

int Transfer::onSocketMade(void*, curl_socket_t socket, curlsocktype)
{
    const int probes = 3; // with 30 s + 3 x 10 s a vanished peer is noticed within 60 s // W-09
    (void)setsockopt(socket, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
    return CURL_SOCKOPT_OK;
}

int Transfer::onSend(void* transfer, char*, char*, int, int)
{
    // Called when the connection stands, before the first byte of the request.
    auto* const self = static_cast<Transfer*>(transfer);
    if (self->m_request.effect == Request::Effect::Write && self->m_sends > 0) {
        self->give(Trouble::SentTwice);
        return CURL_PREREQFUNC_ABORT;
    }
    if (self->m_stop.stop_requested()) {
        self->cancel();
        return CURL_PREREQFUNC_ABORT;
    }
    ++self->m_sends;
    self->m_phase->stop();
    if (self->m_sinks || self->m_request.effect == Request::Effect::Read)
        self->m_phase->start(self->m_channel->limits.head);
    return CURL_PREREQFUNC_OK;
}

void Transfer::watchPhase()
{
    give(m_sends > 0 ? Trouble::HeadTimeout
         : m_isInTls ? Trouble::TlsTimeout
                     : Trouble::ConnectTimeout);
    m_channel->pool->abort(this);
}

CURLcode Transfer::onTls(CURL*, void*, void* transfer)
{
    auto* const self = static_cast<Transfer*>(transfer);
    self->m_isInTls = true;
    self->m_phase->start(self->m_channel->limits.tls);
    return CURLE_OK;
}

size_t Transfer::onHeader(char* bytes, size_t size, size_t count, void* transfer)
{
    auto* const self = static_cast<Transfer*>(transfer);
    if (!self->m_head.feed(QByteArrayView(bytes, qsizetype(size * count)),
                           self->m_channel->limits.headBytes)) {
        self->give(Trouble::HeadTooLarge);
        return 0;
    }
    if (self->m_head.isComplete() && !self->m_opened) {
        self->m_opened = true;
        self->m_phase->stop();
        if (!self->m_head.flaw().isEmpty()) {
            self->give(Trouble::FlawedHead);
            return 0;
        }
        if (self->m_head.contentLength() > self->m_request.maxBody && !self->m_sinks) {
            self->give(Trouble::BodyTooLarge);
            return 0;
        }
        if (self->m_request.pinAddress && self->m_head.status() == 200) {
            const char* address = nullptr;
            curl_easy_getinfo(self->m_easy, CURLINFO_PRIMARY_IP, &address);
            self->m_channel->pinnedAddress = address;
        }
        if (self->m_sinks && self->m_head.status() == 200 && self->m_sinks->onOpen)
            self->m_sinks->onOpen();
    }
    return size * count;
}

size_t Transfer::onBody(char* bytes, size_t size, size_t count, void* transfer)
{
    auto* const self = static_cast<Transfer*>(transfer);
    const QByteArrayView chunk(bytes, qsizetype(size * count));
    if (self->m_sinks && self->m_head.status() == 200)
        return self->takeLines(chunk) ? size * count : 0;
    if (self->m_body.size() + chunk.size() > self->m_request.maxBody) {
        self->give(Trouble::BodyTooLarge);
        return 0;
    }
    if (self->m_body.isEmpty() && self->m_head.contentLength() > 0)
        self->m_body.reserve(qsizetype(self->m_head.contentLength()));
    self->m_body.append(chunk);
    return size * count;
}

bool Transfer::takeLines(QByteArrayView bytes)
{
    while (true) {
        const auto end = bytes.indexOf('\n');
        if (m_body.size() + (end < 0 ? bytes.size() : end) > m_channel->limits.lineBytes) {
            give(Trouble::LineTooLong);
            return false;
        }
        m_body.append(end < 0 ? bytes : bytes.first(end));
        if (end < 0)
            return true;
        m_sinks->onLine(std::exchange(m_body, {}));
        bytes = bytes.sliced(end + 1);
    }
}

void Transfer::finish(CURLcode code)
{
    // F2: libcurl calls a reply that ends inside its head a success. A body without an end mark may
    // be cut too; only of an error answer the status alone is enough.
    const bool isWhole =
        code == CURLE_OK && m_head.isComplete()
        && (m_head.isFramed()
            || (m_head.status() >= 400 && m_request.effect != Request::Effect::Write)
            || (m_sinks && m_head.status() == 200));
    if (isWhole && m_trouble == Trouble::None) {
        Response response;
        response.status = m_head.status();
        if (!(m_sinks && response.status == 200)) // a cut last line is dropped
            response.body = m_body;
        response.contentType = m_head.contentType();
        response.warnings = m_head.warnings();
        response.serverDate = m_head.date();
        response.retryAfterSeconds = m_head.retryAfter();
        response.location = m_head.location();
        if (response.status == 401 && !m_certificate.isEmpty()) { // W-23
            const QDateTime ends = endOf(m_certificate);
            const QDateTime now = response.serverDate.isValid() ? response.serverDate
                                                                : QDateTime::currentDateTimeUtc();
            if (ends.isValid() && ends <= now)
                response.certificateEnded = ends;
        }
        response.from = shownServer(m_channel->endpoint.server);
        if (!m_proxy.isEmpty())
            response.from += u" (through the proxy %1)"_s.arg(shownServer(m_proxy));
        return end(response);
    }
    Trouble trouble{m_trouble, code == CURLE_OK ? CURLE_PARTIAL_FILE : code, m_errorText};
    trouble.proxy = shownServer(m_proxy);
    trouble.wasSent = m_sends > 0;
    trouble.hasHead = m_head.isComplete();
    trouble.flaw = m_head.flaw();
    if (m_easy) {
        curl_easy_getinfo(m_easy, CURLINFO_SSL_VERIFYRESULT, &trouble.verifyResult);
        curl_easy_getinfo(m_easy, CURLINFO_OS_ERRNO, &trouble.systemError);
        curl_easy_getinfo(m_easy, CURLINFO_HTTP_CONNECTCODE, &trouble.proxyStatus);
    }
    end(transportError(trouble, m_channel->endpoint, m_request, m_channel->limits));
}

void Transfer::end(Result<Response> result)
{
    if (std::exchange(m_ended, true))
        return;
    if (m_phase)
        m_phase->stop();
    m_onStop.reset();
    // Method, path and outcome; never a header or a body. // reliability 4.3
    qCDebug(lcKube).noquote() << m_request.method << m_request.path
                              << (result ? QString::number(result->status)
                                         : nameOf(result.error().kind));
    m_promise.addResult(std::move(result));
    m_promise.finish();
}

} // namespace plumb::kube
