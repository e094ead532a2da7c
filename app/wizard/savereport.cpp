// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wizard/savereport.h"

#include "app/widgets/messagebar.h"
#include "app/wizard/wizardcontext.h"

#include <QDateTime>
#include <QFileDialog>
#include <QSaveFile>

namespace Portlight::App
{

void saveReport(QWidget *parent, const WizardContext &context, MessageBar &message)
{
    const QString name = QFileDialog::getSaveFileName(
        parent, WizardContext::tr("Save Report"), QStringLiteral("portlight-report.md"),
        WizardContext::tr("Markdown (*.md);;JSON (*.json)"));
    if (name.isEmpty()) {
        return;
    }
    const QString now = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    const std::string text = name.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)
        ? context.reportJsonText(now)
        : context.reportMarkdownText(now);
    QSaveFile file(name);
    const bool isSaved = file.open(QIODevice::WriteOnly)
        && file.write(text.data(), static_cast<qint64>(text.size()))
            == static_cast<qint64>(text.size())
        && file.commit();
    if (isSaved) {
        message.showMessage(MessageBar::Kind::Positive,
                            WizardContext::tr("The report was saved to %1.").arg(name));
    } else {
        message.showMessage(MessageBar::Kind::Error,
                            WizardContext::tr("The report could not be saved to %1. Choose another "
                                              "folder.")
                                .arg(name),
                            file.errorString());
    }
}

} // namespace Portlight::App
