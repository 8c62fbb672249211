// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/server.h"

#include "base/files.h"
#include "sandbox/certificate_p.h"
#include "sandbox/cluster.h"
#include "sandbox/controller.h"
#include "sandbox/routes.h"
#include "sandbox/status.h"

#include <QFile>

#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace plumb::sandbox {

namespace {

using namespace std::chrono_literals;

constexpr int kMostConnections = 256;
constexpr auto kTick = 200ms;
constexpr auto kBookmarkEvery = 60s;
constexpr size_t kLogLines = 20000;

// One thread per connection, for httplib's pool of eight starves a GET beside eight watches.
class ConnectionThreads final : public httplib::TaskQueue
{
public:
    void enqueue(std::function<void()> work) override
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_threads, [](Worker& worker) {
            // asked once: a thread that ends between two questions would go unjoined
            const bool isDone = worker.done;
            if (isDone)
                worker.thread.join();
            return isDone;
        });
        Worker& worker = m_threads.emplace_back();
        worker.thread = std::thread([&worker, work = std::move(work)] {
            work();
            worker.done = true;
        });
    }
    void shutdown() override
    {
        for (Worker& worker : m_threads)
            worker.thread.join();
        m_threads.clear();
    }

private:
    struct Worker
    {
        std::thread thread;
        std::atomic<bool> done = false;
    };
    std::mutex m_mutex;
    std::list<Worker> m_threads;
};

QString text(const std::string& bytes)
{
    return QString::fromStdString(bytes);
}

} // namespace

struct Server::Private
{
    ServerOptions options;
    SystemClock clock;
    Cluster cluster{clock};
    mutable std::mutex mutex; // the one lock around the cluster and the log
    std::condition_variable changed;
    QStringList log;
    std::atomic<bool> stopping = false;
    std::atomic<int> watches = 0;
    Certificate certificate;
    httplib::SSLServer http{certificate.x509(), certificate.key()};
    int port = 0;
    std::thread listener, controller;

    Request requestOf(const httplib::Request& request) const
    {
        Request result{text(request.method),
                       text(request.path),
                       {},
                       text(request.get_header_value("Content-Type")),
                       text(request.get_header_value("User-Agent")),
                       QByteArray(request.body.data(), qsizetype(request.body.size()))};
        for (const auto& [name, value] : request.params)
            result.query.insert(text(name), text(value));
        return result;
    }

    void note(const httplib::Request& request, int code)
    {
        QStringList query;
        for (const auto& [name, value] : request.params)
            query += text(name) + u'=' + text(value);
        log += u"%1 %2%3 %4"_s
                   .arg(text(request.method), text(request.path),
                        query.isEmpty() ? QString() : u'?' + query.join(u'&'))
                   .arg(code);
        if (size_t(log.size()) > kLogLines)
            log.removeFirst();
    }

    bool isKnown(const httplib::Request& request) const
    {
        return text(request.get_header_value("Authorization")) == u"Bearer "_s + options.token;
    }

    void handle(const httplib::Request& request, httplib::Response& response)
    {
        Answer answer;
        {
            const std::lock_guard lock(mutex);
            answer = isKnown(request)
                         ? answered(cluster.api(), requestOf(request), u"127.0.0.1:%1"_s.arg(port))
                         : answered(refusal(401, u"Unauthorized"_s, u"Unauthorized"_s));
            if (answer.watch && watches >= kMostConnections / 2)
                answer = answered(refusal(429, u"TooManyRequests"_s,
                                          u"too many watches; close some and try again"_s));
            note(request, answer.code);
            if (request.method != "GET")
                changed.notify_all();
        }
        response.status = answer.code;
        for (const QString& warning : answer.warnings)
            response.set_header(
                "Warning",
                (u"299 - \"%1\""_s.arg(QString(warning).replace(u'"', u"\\\""_s))).toStdString());
        if (!answer.watch) {
            response.set_content(answer.body.toStdString(), answer.contentType.toStdString());
            return;
        }
        ++watches;
        response.set_chunked_content_provider(
            "application/json",
            [this, watch = *answer.watch,
             end = std::chrono::steady_clock::now()
                   + std::chrono::seconds(answer.watch->timeoutSeconds()),
             mark = std::chrono::steady_clock::now()
                    + kBookmarkEvery](size_t, httplib::DataSink& sink) mutable {
                return serveWatch(watch, end, mark, sink);
            },
            [this](bool) { --watches; });
    }

    //! One turn of a watch: waits for news a moment, sends them. False ends the connection.
    bool serveWatch(Watch& watch, std::chrono::steady_clock::time_point end,
                    std::chrono::steady_clock::time_point& mark, httplib::DataSink& sink)
    {
        QList<QByteArray> lines;
        {
            std::unique_lock lock(mutex);
            lines = watch.take(cluster.api().store());
            if (lines.isEmpty() && !stopping) {
                changed.wait_for(lock, kTick);
                lines = watch.take(cluster.api().store());
            }
            const auto now = std::chrono::steady_clock::now();
            if (now >= mark) {
                lines += watch.bookmark(cluster.api().store());
                mark = now + kBookmarkEvery;
            }
        }
        for (const QByteArray& line : lines) {
            if (!sink.write(line.constData(), size_t(line.size())))
                return false;
        }
        if (stopping || watch.isOver() || std::chrono::steady_clock::now() >= end) {
            sink.done();
            return true;
        }
        return sink.is_writable();
    }

    void control()
    {
        while (!stopping) {
            std::unique_lock lock(mutex);
            const qint64 before = cluster.api().store().revision();
            reconcile(cluster.api());
            if (cluster.api().store().revision() != before)
                changed.notify_all();
            save();
            changed.wait_for(lock, kTick);
        }
    }

    //! Under the lock.
    void save()
    {
        if (options.dataFile.isEmpty() || !cluster.api().store().takeDirty())
            return;
        if (const auto written = writeFileDurably(options.dataFile, cluster.saved()); !written)
            qWarning("The sandbox's cluster could not be saved: %s",
                     qPrintable(written.error().summary));
    }
};

Server::Server(std::unique_ptr<Private> state)
    : d(std::move(state))
{
}

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options)
{
    auto state = std::make_unique<Private>();
    state->options = options;
    if (!options.dataFile.isEmpty() && QFile::exists(options.dataFile)) {
        PLUMB_TRY(bytes, readFile(options.dataFile, 256 * 1024 * 1024));
        PLUMB_CHECK(state->cluster.load(bytes));
    }
    state->cluster.bootstrap();
    Private* p = state.get();
    const auto handler = [p](const httplib::Request& request, httplib::Response& response) {
        p->handle(request, response);
    };
    p->http.Get(".*", handler)
        .Post(".*", handler)
        .Put(".*", handler)
        .Patch(".*", handler)
        .Delete(".*", handler);
    p->http.new_task_queue = [] { return new ConnectionThreads; };
    // A connection that is kept would hold its thread; loopback connects in no time.
    p->http.set_keep_alive_max_count(1);
    p->http.set_tcp_nodelay(true);
    p->http.set_payload_max_length(8 * 1024 * 1024);
    p->http.set_read_timeout(10);
    p->port = p->http.bind_to_any_port("127.0.0.1");
    if (p->port <= 0)
        return failure(Error::Kind::Unreachable, u"The sandbox found no free port on 127.0.0.1."_s);
    p->listener = std::thread([p] { p->http.listen_after_bind(); });
    while (!p->http.is_running())
        std::this_thread::yield();
    if (options.runController)
        p->controller = std::thread([p] { p->control(); });
    return std::unique_ptr<Server>(new Server(std::move(state)));
}

Server::~Server()
{
    d->stopping = true;
    {
        const std::lock_guard lock(d->mutex);
        d->changed.notify_all();
    }
    d->http.stop();
    d->listener.join();
    if (d->controller.joinable())
        d->controller.join();
    const std::lock_guard lock(d->mutex);
    d->save();
}

QString Server::url() const
{
    return u"https://127.0.0.1:%1"_s.arg(d->port);
}

QString Server::kubeconfig(const QString& context) const
{
    return kubeconfigText(url(), d->options.token, d->certificate.pem(), context);
}

QStringList Server::requestLog() const
{
    const std::lock_guard lock(d->mutex);
    return d->log;
}

Result<Unit> Server::seed(const QJsonObject& object, const QString& manager,
                          const QString& operation)
{
    const std::lock_guard lock(d->mutex);
    PLUMB_CHECK(d->cluster.put(object, manager, operation));
    d->changed.notify_all();
    return Unit{};
}

void Server::compact()
{
    const std::lock_guard lock(d->mutex);
    auto& store = d->cluster.api().store();
    store.compactTo(store.revision());
}

QString kubeconfigText(const QString& url, const QString& token, const QByteArray& ca,
                       const QString& context)
{
    return u"apiVersion: v1\nkind: Config\ncurrent-context: %4\nclusters:\n- name: %4\n  "
           u"cluster:\n    server: %1\n"
           "    certificate-authority-data: %3\nusers:\n- name: %4\n  user:\n    token: "
           "%2\ncontexts:\n- name: %4\n"
           "  context:\n    cluster: %4\n    user: %4\n"_s.arg(
               url, token, QString::fromLatin1(ca.toBase64()), context);
}

} // namespace plumb::sandbox
