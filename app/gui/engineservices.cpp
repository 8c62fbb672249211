// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "gui/engineservices.h"

namespace plumb::gui {

ui::Services servicesOf(engine::Engine& engine)
{
    auto* e = &engine;
    ui::Services s;
    s.now = [e] { return e->clock().now(); };
    s.openRepository = [e](const auto& r, auto stop) { return e->openRepository(r, stop); };
    s.fetch = [e](const auto& r, auto stop) { return e->fetch(r, stop); };
    s.graph = [e](const auto& r, const auto& filter, auto part, auto stop) {
        return e->graph(r, filter, part, stop);
    };
    s.log = [e](const auto& r, const auto& filter, auto stop) { return e->log(r, filter, stop); };
    s.search = [e](const auto& r, const auto& filter, auto found, auto stop) {
        return e->search(r, filter, found, stop);
    };
    s.touched = [e](const auto& r, const auto& query, auto stop) {
        return e->touched(r, query, stop);
    };
    s.fileHistory = [e](const auto& r, const auto& from, const auto& path, auto stop) {
        return e->fileHistory(r, from, path, stop);
    };
    s.blame = [e](const auto& r, const auto& at, const auto& path, auto stop) {
        return e->blame(r, at, path, stop);
    };
    s.commits = [e](const auto& r, const auto& ids) { return e->commits(r, ids); };
    s.changes = [e](const auto& r, const auto& id) { return e->changes(r, id); };
    s.diff = [e](const auto& r, const auto& id, const auto& path) { return e->diff(r, id, path); };
    s.pins = [e](const auto& r) { return e->pins(r); };
    s.evaluate = [e](const auto& a, auto stop) { return e->evaluate(a, {}, stop); };
    s.follow = [e](const auto& a) { e->follow(a); };
    s.unfollow = [e](const auto& a) { e->unfollow(a); };
    s.events = [e](const auto& a, const auto& key, const auto& uid, auto stop) {
        return e->events(a, key, uid, stop);
    };
    s.podLog = [e](const auto& a, const auto& pod, const auto& ns, const auto& container,
                   auto stop) { return e->podLog(a, pod, ns, container, stop); };
    s.plan = [e](const auto& request, auto stop) { return e->plan(request, stop); };
    s.sync = [e](const auto& request, const auto& digest, auto progress, auto stop) {
        return e->sync(request, digest, progress, stop);
    };
    s.commandsOf = [](const plan::Plan& plan) { return plan::asCommands(plan); };
    s.savePlan = [](const plan::Plan&) {
        return Result<QString>(failure(Error::Kind::Unsupported, u"Plans cannot be kept here."_s));
    };
    s.previewRollback = [e](const auto& request, auto stop) {
        return e->previewRollback(request, stop);
    };
    s.rollback = [e](const auto& preview, auto progress, auto stop) {
        return e->rollback(preview, progress, stop);
    };
    s.previewPush = [e](const auto& r, auto stop) { return e->previewPush(r, stop); };
    s.push = [e](const auto& preview, auto stop) { return e->push(preview, stop); };
    s.manifestFolders = [e](const auto& r) { return e->manifestFolders(r); };
    s.detect = [e](const auto& query, auto stop) { return e->detect(query, stop); };
    s.contextNames = [e] { return e->contextNames(); };
    s.namedFiles = [e](const QString& context) { return e->namedFiles(context); };
    s.addApplication = [e](const auto& a, const auto& r) { return e->addApplication(a, r); };
    s.addApplications = [e](const auto& a, const auto& r) { return e->addApplications(a, r); };
    s.previewAddition = [e](const auto& a, const auto& r) { return e->previewAddition(a, r); };
    s.removeApplication = [e](const auto& name) { return e->removeApplication(name); };
    s.addRepository = [e](const auto& r) { return e->addRepository(r); };
    s.confirmRemote = [e](const auto& r, const auto& url) { return e->confirmRemote(r, url); };
    s.whyNotSync = [e](const auto& a) { return e->whyNotSync(a); };
    s.whyNotRollback = [e](const auto& a) { return e->whyNotRollback(a); };
    s.whyNotPush = [e](const auto& r) { return e->whyNotPush(r); };
    s.cancelJob = [e](int job) { e->cancelJob(job); };
    s.reconnect = [e](const auto& context) { e->reconnect(context); };
    return s;
}

} // namespace plumb::gui
