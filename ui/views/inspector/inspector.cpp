// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/inspector/inspector.h"

#include "base/text.h"
#include "format/text.h"
#include "format/verdict.h"
#include "theme/theme.h"
#include "widgets/chip.h"
#include "widgets/difftext.h"
#include "widgets/factlist.h"
#include "widgets/label.h"
#include "widgets/segments.h"
#include "widgets/surface.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace plumb::ui {

QList<std::pair<QString, QString>> factsOf(const engine::ApplicationSnapshot& a,
                                           const QDateTime& now)
{
    QList<std::pair<QString, QString>> facts;
    if (a.pin) {
        auto applied = a.pin->commit.shortHex();
        if (a.commitsNotLive > 0)
            applied += u" · "_s + Inspector::tr("%n behind", nullptr, a.commitsNotLive);
        if (a.pin->isUnverified)
            applied += u" · "_s + Inspector::tr("not verified");
        facts.append({Inspector::tr("Applied"), applied});
    } else {
        facts.append({Inspector::tr("Applied"), Inspector::tr("not by Plumbline")});
    }
    const auto revision = a.config.revision;
    const auto target = a.target ? a.target->shortHex() : Inspector::tr("not known yet");
    facts.append(
        {Inspector::tr("Target"), revision.isEmpty() ? target : revision + u" → "_s + target});
    facts.append(
        {Inspector::tr("Source"),
         a.config.repository + u" / "_s + (a.config.path.isEmpty() ? u"."_s : a.config.path)});
    facts.append({Inspector::tr("Destination"),
                  a.config.context + (a.config.ns.isEmpty() ? QString() : u" / "_s + a.config.ns)});
    facts.append({Inspector::tr("Delivery"), toString(a.config.delivery)});
    if (!a.renderer.isEmpty())
        facts.append({Inspector::tr("Rendered with"), a.renderer});
    facts.append({Inspector::tr("Objects"),
                  a.missingRules.isEmpty() ? QString::number(a.objects.size())
                                           : Inspector::tr("at least %1").arg(a.objects.size())});
    if (a.pin)
        facts.append({Inspector::tr("Last sync"), ago(a.pin->when, now)});
    if (a.liveSeenAt.isValid())
        facts.append({Inspector::tr("Live state"), ago(a.liveSeenAt, now)});
    return facts;
}

QStringList eventLines(const QList<objects::Object>& events, const QDateTime& now, int limit)
{
    struct Line
    {
        QDateTime when;
        QString text;
    };
    QList<Line> lines;
    for (const auto& event : events) {
        const auto& json = event.json();
        auto when = QDateTime::fromString(json.value(u"lastTimestamp"_s).toString(), Qt::ISODate);
        if (!when.isValid())
            when = QDateTime::fromString(json.value(u"eventTime"_s).toString(), Qt::ISODateWithMs);
        if (!when.isValid())
            when = event.creationTimestamp();
        auto text =
            json.value(u"reason"_s).toString() + u": "_s + json.value(u"message"_s).toString();
        if (const auto count = json.value(u"count"_s).toInt(); count > 1)
            text += u" (×%1)"_s.arg(count);
        lines.append({when, printable(text, 500)});
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto& a, const auto& b) { return a.when > b.when; });
    QStringList out;
    for (const auto& line : lines.mid(0, limit))
        out << (line.when.isValid() ? shortAge(line.when, now) + u"  "_s : QString()) + line.text;
    return out;
}

static QFrame* rule()
{
    auto* line = new QFrame;
    line->setObjectName(u"rule"_s);
    return line;
}

Inspector::Inspector(const Services& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_title(new Label({}, LabelStyle::Title))
    , m_sub(new Label({}, LabelStyle::Muted))
    , m_sync(new Chip)
    , m_health(new Chip)
    , m_what(new Segments({tr("Summary"), tr("Log")}, tr("Shown in the inspector")))
    , m_stack(new QStackedWidget)
    , m_facts(new FactList)
    , m_reasonsTitle(new Label(tr("Why"), LabelStyle::Strong))
    , m_reasons(new Label({}, LabelStyle::Muted))
    , m_problemsTitle(new Label(tr("Problems"), LabelStyle::Strong))
    , m_problems(new Label({}, LabelStyle::Muted))
    , m_eventsTitle(new Label(tr("Recent events"), LabelStyle::Strong))
    , m_events(new Label({}, LabelStyle::Muted))
    , m_log(new DiffText(tr("Log of the container")))
{
    setObjectName(u"inspector"_s);
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Inspector"));
    setMinimumWidth(200);
    m_title->setElide(Qt::ElideMiddle);
    m_sub->setElide(Qt::ElideMiddle);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(14, 12, 14, 12);
    head->setSpacing(4);
    head->addWidget(m_title);
    head->addWidget(m_sub);
    auto* chips = new QHBoxLayout;
    chips->setSpacing(6);
    chips->addWidget(m_sync);
    chips->addWidget(m_health);
    chips->addStretch(1);
    head->addSpacing(2);
    head->addLayout(chips);
    head->addWidget(m_what);
    m_stack->addWidget(makeSummary());
    m_stack->addWidget(m_log);
    auto* column = columnOf(this);
    column->addLayout(head);
    column->addWidget(rule());
    column->addWidget(m_stack, 1);
    connect(m_what, &Segments::changed, this, [this](int what) {
        m_stack->setCurrentIndex(what);
        if (what == 1)
            loadLog();
    });
    showNothing();
}

QWidget* Inspector::makeSummary()
{
    auto* inside = new QWidget;
    inside->setObjectName(u"scrolled"_s);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(8);
    column->addWidget(m_facts);
    const auto section = [column](Label* title, Label* body) {
        column->addSpacing(6);
        column->addWidget(title);
        body->setWordWrap(true);
        body->setParagraphGap(5);
        column->addWidget(body);
    };
    section(m_reasonsTitle, m_reasons);
    section(m_problemsTitle, m_problems);
    section(m_eventsTitle, m_events);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    scroll->setAccessibleName(tr("Summary"));
    scroll->setFrameShape(QFrame::NoFrame);
    return scroll;
}

void Inspector::showNothing()
{
    m_stop.request_stop();
    m_application.clear();
    m_shownKey.clear();
    m_title->setText(tr("Nothing chosen"));
    m_sub->setText(tr("Choose an application at the left."));
    m_sync->hide();
    m_health->hide();
    m_what->hide();
    m_what->setCurrent(0);
    m_facts->setFacts({});
    for (auto* label :
         {m_reasonsTitle, m_reasons, m_problemsTitle, m_problems, m_eventsTitle, m_events})
        label->hide();
}

static void fill(Label* title, Label* body, const QStringList& lines)
{
    body->setText(lines.join(u'\n'));
    title->setVisible(!lines.isEmpty());
    body->setVisible(!lines.isEmpty());
}

void Inspector::showApplication(const engine::ApplicationSnapshot& a, const QDateTime& now)
{
    const auto key = u"application/"_s + a.config.name;
    const bool other = key != m_shownKey;
    m_shownKey = key;
    m_application = a.config.name;
    m_title->setText(a.config.name);
    m_sub->setText(a.config.context + (a.config.ns.isEmpty() ? QString() : u" / "_s + a.config.ns));
    if (a.phase == engine::Phase::Ready || !a.objects.isEmpty()) {
        m_sync->setMark(markOf(a.sync));
        m_health->setMark(markOf(a.health));
    } else {
        m_sync->setMark(markOf(a));
    }
    m_sync->show();
    m_health->setVisible(a.phase == engine::Phase::Ready || !a.objects.isEmpty());
    m_what->hide();
    m_what->setCurrent(0);
    QList<FactList::Fact> facts;
    for (const auto& [name, value] : factsOf(a, now))
        facts.append({name, value, name == tr("Applied") && a.pin.has_value(), {}});
    m_facts->setFacts(facts);
    auto reasons = a.reasons;
    if (a.isStale)
        reasons.prepend(tr("The cluster has not answered since %1; this is the last known state.")
                            .arg(exactly(a.liveSeenAt)));
    if (a.error && !reasons.contains(a.error->summary))
        reasons.prepend(a.error->summary);
    fill(m_reasonsTitle, m_reasons, reasons);
    auto problems = a.problems + a.missingRules + a.limits;
    problems.removeIf([&](const QString& problem) {
        return std::any_of(reasons.begin(), reasons.end(), [&](const QString& reason) {
            return reason.endsWith(problem); // behind the name of the object
        });
    });
    fill(m_problemsTitle, m_problems, problems);
    if (other) {
        fill(m_eventsTitle, m_events, {});
        // the first workload tells most of what happened
        for (const auto& node : a.resources) {
            if (node.depth == 0 && node.key.kind == u"Deployment") {
                loadEvents(a, node.key, node.uid);
                break;
            }
        }
    }
}

//! A container stands behind its Pod.
static QString podOf(const QList<engine::ResourceNode>& nodes, const engine::ResourceNode& node)
{
    QString pod;
    for (const auto& candidate : nodes) {
        if (!candidate.isContainer)
            pod = candidate.key.name;
        if (candidate.key == node.key && candidate.uid == node.uid
            && candidate.isContainer == node.isContainer)
            break;
    }
    return node.isContainer ? pod : node.key.name;
}

void Inspector::showResource(const engine::ApplicationSnapshot& a, const engine::ResourceNode& node,
                             const QDateTime& now)
{
    const auto key = u"resource/"_s + a.config.name + u'/' + node.uid + u'/' + describe(node.key);
    const bool other = key != m_shownKey;
    m_shownKey = key;
    m_application = a.config.name;
    m_node = node;
    m_pod = podOf(a.resources, node);
    m_title->setText(node.key.name);
    m_sub->setText((node.isContainer ? tr("Container") : node.key.kind)
                   + (node.key.ns.isEmpty() ? QString() : u" · "_s + node.key.ns));
    m_sync->setVisible(node.sync.has_value() || node.terminatingSince.isValid());
    m_health->setVisible(node.health.has_value() && !node.terminatingSince.isValid());
    if (node.terminatingSince.isValid())
        m_sync->setMark(markOfTerminating(node.terminatingSince, now));
    else if (node.sync)
        m_sync->setMark(markOf(*node.sync));
    if (node.health)
        m_health->setMark(markOf(node.health->status));
    const bool hasLog = node.isContainer || node.key.kind == u"Pod";
    m_what->setVisible(hasLog);
    if (other)
        m_what->setCurrent(0);
    QList<FactList::Fact> facts{
        {tr("Kind"), node.isContainer ? tr("container") : node.key.kind, false, {}}};
    if (!node.key.group.isEmpty())
        facts.append({tr("Group"), node.key.group, false, {}});
    if (!node.key.ns.isEmpty())
        facts.append({tr("Namespace"), node.key.ns, false, {}});
    if (node.created.isValid())
        facts.append({tr("Created"), ago(node.created, now), false, exactly(node.created)});
    if (node.terminatingSince.isValid())
        facts.append({tr("Terminating"), shortAge(node.terminatingSince, now), false,
                      exactly(node.terminatingSince)});
    if (node.restarts >= 0)
        facts.append({tr("Restarts"), QString::number(node.restarts), false, {}});
    if (node.health)
        facts.append({tr("Rule"), node.health->rule, false, {}});
    m_facts->setFacts(facts);
    QStringList reasons;
    if (node.health && !node.health->message.isEmpty())
        reasons << node.health->message;
    if (!node.reason.isEmpty() && !reasons.contains(node.reason))
        reasons << node.reason;
    fill(m_reasonsTitle, m_reasons, reasons);
    fill(m_problemsTitle, m_problems, {});
    if (other) {
        fill(m_eventsTitle, m_events, {});
        if (!node.isContainer && !node.uid.isEmpty())
            loadEvents(a, node.key, node.uid);
    }
}

bool Inspector::refreshResource(const engine::ApplicationSnapshot& a, const QDateTime& now)
{
    if (!m_shownKey.startsWith(u"resource/") || m_application != a.config.name)
        return false;
    for (const auto& node : a.resources) {
        if (node.key != m_node.key || node.uid != m_node.uid
            || node.isContainer != m_node.isContainer)
            continue;
        showResource(a, engine::ResourceNode(node), now);
        return true;
    }
    return false;
}

void Inspector::loadEvents(const engine::ApplicationSnapshot& a, const objects::ResourceKey& key,
                           const QString& uid)
{
    m_stop.request_stop();
    m_stop = {};
    observe(m_services.events(a.config.name, key, uid, m_stop.get_token()), this,
            [this, shown = m_shownKey](const Result<QList<objects::Object>>& events) {
                if (shown != m_shownKey)
                    return;
                if (events)
                    setEvents(*events, m_services.now());
                else if (events.error().kind == Error::Kind::Forbidden)
                    fill(m_eventsTitle, m_events, {events.error().summary});
            });
}

void Inspector::setEvents(const QList<objects::Object>& events, const QDateTime& now)
{
    fill(m_eventsTitle, m_events, eventLines(events, now, 12));
}

void Inspector::loadLog()
{
    m_stop.request_stop();
    m_stop = {};
    m_log->setPlain(tr("Reading the log…"));
    const auto container = m_node.isContainer ? m_node.key.name : m_node.containers.value(0);
    observe(m_services.podLog(m_application, m_pod, m_node.key.ns, container, m_stop.get_token()),
            this, [this, shown = m_shownKey](const Result<QString>& log) {
                if (shown != m_shownKey)
                    return;
                m_log->setPlain(log ? (log->isEmpty() ? tr("The log is empty.") : *log)
                                    : log.error().summary);
                m_log->moveCursor(QTextCursor::End);
            });
}

QString Inspector::text() const
{
    QStringList lines{m_title->fullText(), m_sub->fullText()};
    for (const auto& fact : m_facts->facts())
        lines << fact.name + u": "_s + fact.value;
    lines << m_reasons->fullText() << m_problems->fullText() << m_events->fullText();
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace plumb::ui
