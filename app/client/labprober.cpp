// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/labprober.h"

#include "app/client/probejson.h"

namespace Portlight::App
{

LabProber::LabProber(LabClient *lab, QString node, QString fromWhere, QObject *parent)
    : Prober(parent)
    , m_lab(lab)
    , m_node(std::move(node))
    , m_fromWhere(std::move(fromWhere))
{
}

void LabProber::probe(const ProbeRequest &request, QObject *context,
                      Callback<Core::ProbeResult> done)
{
    if (!m_lab) {
        // As every answer, this one comes from the event loop.
        QMetaObject::invokeMethod(
            context,
            [done = std::move(done)] {
                done(Core::failure(Core::ErrorCode::HelperMissing, "probe", "the lab is gone"));
            },
            Qt::QueuedConnection);
        return;
    }
    const QStringList command =
        QStringList{ownProgram(QStringLiteral("portlightctl"))} + probeArguments(request);
    m_lab->run(
        m_node, command, context,
        [done = std::move(done), fromWhere = m_fromWhere](Core::Result<LabClient::RunResult> run) {
            if (!run) {
                done(tl::unexpected(run.error()));
                return;
            }
            Core::Result<Core::ProbeResult> result = probeFromJson(run->output);
            if (result) {
                result->fromWhere = fromWhere.toStdString();
            } else {
                result.error().detail += run->errors.toStdString();
            }
            done(std::move(result));
        });
}

} // namespace Portlight::App
