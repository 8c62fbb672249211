// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "mainwindow.h"

#include "views/drift/driftpane.h"
#include "views/history/historyview.h"
#include "views/resources/resourcesview.h"
#include "views/workbench.h"
#include "widgets/columnfit.h"

#include <QCloseEvent>
#include <QSplitter>

namespace plumb::ui {

static const auto kTopological = u"topological"_s;

static QJsonArray sizesOf(const QSplitter* splitter)
{
    QJsonArray sizes;
    for (const auto size : splitter->sizes())
        sizes.append(size);
    return sizes;
}

static void setSizes(QSplitter* splitter, const QJsonValue& value)
{
    QList<int> sizes;
    int sum = 0;
    for (const auto& size : value.toArray()) {
        sizes.append(qBound(0, size.toInt(), 10'000));
        sum += sizes.last();
    }
    // a file that somebody edited must not make a pane vanish
    if (sizes.size() == splitter->count() && sum > 0)
        splitter->setSizes(sizes);
}

void MainWindow::restoreSession()
{
    const auto json = QJsonDocument::fromJson(m_options.session.left(1 << 20)).object();
    const auto width = json.value(u"width"_s).toInt(), height = json.value(u"height"_s).toInt();
    if (width >= minimumWidth() && height >= minimumHeight() && width < 20'000 && height < 20'000)
        resize(width, height);
    m_lastApplication = json.value(u"application"_s).toString().left(1000);
    m_workbench->setTab(
        Workbench::Tab(qBound(0, json.value(u"tab"_s).toInt(), int(Workbench::Resources))));
    m_inspectorWidth = qBound(200, json.value(u"inspectorWidth"_s).toInt(m_inspectorWidth), 2000);
    setZoom(json.value(u"zoom"_s).toInt(100));
    m_inspectorWanted = json.value(u"inspector"_s).toBool(true);
    if (json.value(u"historyOrder"_s).toString() == kTopological) {
        m_actions.action(u"order"_s)->setChecked(true);
        m_workbench->history()->setOrder(git::CommitOrder::Topological);
    }
    const auto splitters = json.value(u"splitters"_s).toObject();
    setSizes(m_splitter, splitters.value(u"window"_s));
    if (const auto kept = splitters[u"window"_s][0].toInt(); kept > 0)
        m_sidebarWidth = kept;
    setSizes(m_workbench->history()->splitter(), splitters.value(u"history"_s));
    setSizes(m_workbench->history()->drift()->splitter(), splitters.value(u"pane"_s));
    setSizes(m_workbench->drift()->splitter(), splitters.value(u"drift"_s));
    QList<int> columns;
    for (const auto& column : json.value(u"resourceColumns"_s).toArray())
        columns.append(column.toInt(100));
    m_workbench->resources()->columns()->setChosen(columns);
}

void MainWindow::saveSession() const
{
    if (!m_options.keepSession)
        return;
    QJsonArray columns;
    for (const auto width : m_workbench->resources()->columns()->chosen())
        columns.append(width);
    const QJsonObject splitters{
        {u"window"_s, sizesOf(m_splitter)},
        {u"history"_s, sizesOf(m_workbench->history()->splitter())},
        {u"pane"_s, sizesOf(m_workbench->history()->drift()->splitter())},
        {u"drift"_s, sizesOf(m_workbench->drift()->splitter())},
    };
    const QJsonObject json{
        {u"schemaVersion"_s, 1},
        {u"width"_s, width()},
        {u"height"_s, height()},
        {u"application"_s, m_lastApplication},
        {u"tab"_s, int(m_workbench->tab())},
        {u"inspector"_s, m_inspectorWanted},
        {u"inspectorWidth"_s, m_inspectorWidth},
        {u"zoom"_s, zoom()},
        {u"historyOrder"_s, m_workbench->history()->order() == git::CommitOrder::Topological
                                ? kTopological
                                : u"date"_s},
        {u"splitters"_s, splitters},
        {u"resourceColumns"_s, columns},
    };
    m_options.keepSession(QJsonDocument(json).toJson());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    saveSession();
    m_stop.request_stop();
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    refreshPanels();
}

} // namespace plumb::ui
