// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/rehearsal/copy.h"
#include "helper/rehearsal/rehearse.h"
#include "helper/rehearsal/scene.h"

namespace Portlight::Helper
{

Core::Result<Core::RehearsalReport> rehearseHere(const RehearsalRequest &request)
{
    const auto scene = readScene(request);
    if (!scene) {
        return tl::unexpected(scene.error());
    }
    auto world = Lab::Namespaces::create();
    if (!world) {
        return tl::unexpected(world.error());
    }
    Core::RehearsalReport report;
    report.question = scene->question;
    report.limits = scene->limits;
    Copy before(**world, *scene, "before");
    Copy after(**world, *scene, "after");
    std::vector<Core::RehearsalLimit> again; // the same ones
    for (Copy *copy : {&before, &after}) {
        if (auto built = copy->buildNetwork(); !built) {
            return tl::unexpected(built.error());
        }
        if (auto loaded = copy->loadRules(copy == &before ? report.limits : again); !loaded) {
            return tl::unexpected(loaded.error());
        }
    }
    if (auto changed = after.change(request.changes); !changed) {
        return tl::unexpected(changed.error());
    }
    // Both packets are under way at once: where nothing comes back, the waiting is shared.
    for (Copy *copy : {&before, &after}) {
        if (auto started = copy->start(); !started) {
            return tl::unexpected(started.error());
        }
    }
    for (auto [copy, run] :
         {std::pair{&before, &report.before}, std::pair{&after, &report.after}}) {
        auto finished = copy->finish();
        if (!finished) {
            return tl::unexpected(finished.error());
        }
        *run = *std::move(finished);
    }
    return report;
}

} // namespace Portlight::Helper
