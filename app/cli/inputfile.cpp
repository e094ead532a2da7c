// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/inputfile.h"

#include "core/text/saveparser.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::InputFile)
};

Core::Result<std::string> failed(Core::ErrorCode code, const QString &reason)
{
    return Core::failure(code, "read file", reason.toStdString());
}

} // namespace

Core::Result<std::string> readInput(const QString &file)
{
    constexpr auto limit = static_cast<qint64>(Core::maxSaveTextBytes);
    QFile input;
    bool open = false;
    if (file == QLatin1String("-")) {
        open = input.open(stdin, QIODevice::ReadOnly);
    } else {
        if (QFileInfo(file).isDir()) {
            return failed(Core::ErrorCode::InvalidArgument, Text::tr("this is a folder"));
        }
        input.setFileName(file);
        open = input.open(QIODevice::ReadOnly);
    }
    if (!open) {
        return failed(Core::ErrorCode::NotFound,
                      Text::tr("can't be read: %1").arg(input.errorString()));
    }
    const QByteArray bytes = input.read(limit + 1);
    if (bytes.size() > limit) {
        return failed(Core::ErrorCode::LimitExceeded, Text::tr("is larger than 64 MiB"));
    }
    return bytes.toStdString();
}

} // namespace Portlight::App::Cli
