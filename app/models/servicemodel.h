// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/firewallview.h"
#include "app/models/roles.h"

#include <QAbstractTableModel>

#include <vector>

namespace Portlight::App
{

/// Programs that wait for connections, and from how far they can be reached. The same port on
/// several addresses is one row with the widest reach.
class ServiceModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { PortColumn, ProgramColumn, ReachColumn, ColumnCount };

    explicit ServiceModel(QObject *parent = nullptr);

    void setServices(std::vector<ServiceReach> services);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ServiceReach> m_rows;
};

} // namespace Portlight::App
