// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/roles.h"
#include "core/diagnosis/diagnosis.h"

#include <QAbstractTableModel>

#include <vector>

namespace Portlight::App
{

/// The checks of a diagnosis: how each ended, what was looked at, and what was seen.
class CheckModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { ResultColumn, NameColumn, DetailColumn, ColumnCount };

    explicit CheckModel(QObject *parent = nullptr);

    void setChecks(std::vector<Core::Check> checks);
    int count(Core::CheckResult result) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Core::Check> m_checks;
};

/// Icon of a result; each has a shape of its own.
QString resultIconName(Core::CheckResult result);

} // namespace Portlight::App
