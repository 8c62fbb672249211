// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "widgets/watchdog.h"

#include <QEvent>
#include <QLoggingCategory>
#include <QThread>

#include <ctime>

namespace plumb::ui {

Q_LOGGING_CATEGORY(lcWatchdog, "plumbline.ui.watchdog")

#if defined(__SANITIZE_ADDRESS__)
static constexpr double kLimit = 300;
#else
static constexpr double kLimit = 100;
#endif

static double cpuMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

double Watchdog::limit()
{
    return kLimit;
}

Watchdog& Watchdog::instance()
{
    static Watchdog watchdog;
    return watchdog;
}

void Watchdog::reset()
{
    m_tooLong.clear();
    m_longest = 0;
}

void Watchdog::enter()
{
    m_started.append(cpuMilliseconds());
    m_children.append(0);
}

void Watchdog::leave(const QString& receiver, const QString& name, int eventType)
{
    const auto all = cpuMilliseconds() - m_started.takeLast();
    const auto own = all - m_children.takeLast();
    if (!m_children.isEmpty())
        m_children.last() += all;
    m_longest = qMax(m_longest, own);
    if (own <= kLimit)
        return;
    const Slice slice{receiver + u' ' + name + u" event "_s + QString::number(eventType), own};
    m_tooLong.append(slice);
    qCWarning(lcWatchdog).noquote() << u"one event took %1 ms:"_s.arg(own, 0, 'f', 0) << slice.what;
}

QString EnglishPlurals::translate(const char*, const char* sourceText, const char*, int n) const
{
    const auto source = QString::fromUtf8(sourceText);
    if (n < 0 || !source.contains(u"(s)"))
        return {};
    return QString(source).replace(u"(s)"_s, n == 1 ? QString() : u"s"_s);
}

GuiApplication::GuiApplication(int& argc, char** argv)
    : QApplication(argc, argv)
{
    installTranslator(new EnglishPlurals(this));
}

bool GuiApplication::notify(QObject* receiver, QEvent* event)
{
    if (QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    // the receiver may be gone afterwards
    const auto what = QString::fromLatin1(receiver->metaObject()->className());
    const auto name = receiver->objectName();
    const auto type = int(event->type());
    auto& watchdog = Watchdog::instance();
    watchdog.enter();
    const bool answer = QApplication::notify(receiver, event);
    watchdog.leave(what, name, type);
    return answer;
}

} // namespace plumb::ui
