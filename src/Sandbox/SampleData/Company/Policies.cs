using System.Text.Json.Nodes;
using BackupConsole.KubeStash;
using BackupConsole.Sandbox.SampleData.Model;

namespace BackupConsole.Sandbox.SampleData.Company;

/// <summary>
/// The company's RetentionPolicies. Each keeps at least as many Snapshots as the sessions using it keep runs, so that going on takes away no
/// more than comes in.
/// </summary>
internal static class Policies
{
    public static RetentionPlan Default { get; } = new(new("stash", "default")) { MaxPeriod = "2mo", MaxAge = TimeSpan.FromDays(60), Last = 72, Hourly = 24, Daily = 14, FailedLast = 10, Default = true };

    public static RetentionPlan KeepRecent { get; } = new(new("stash", "keep-recent")) { Last = 45, FailedLast = 5 };

    public static RetentionPlan OneYear { get; } = new(new("stash", "one-year")) { MaxPeriod = "1y", MaxAge = TimeSpan.FromDays(365), Last = 120, Daily = 30, Weekly = 8, Monthly = 12, FailedLast = 40 };

    public static RetentionPlan SevenYears { get; } = new(new("finance", "seven-years"))
    {
        MaxPeriod = "7y",
        MaxAge = TimeSpan.FromDays(7 * 365),
        Last = 120,
        Daily = 31,
        Monthly = 24,
        Yearly = 7,
        FailedLast = 60,
        From = "Same",
    };

    public static RetentionPlan TwoMonths { get; } = new(new("web", "two-months")) { MaxPeriod = "2mo", MaxAge = TimeSpan.FromDays(60), Last = 120, Daily = 14, FailedLast = 20, From = "Same" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RetentionPlan> All { get; } = [Default, KeepRecent, OneYear, SevenYears, TwoMonths];

    /// <summary>Adds them.</summary>
    public static void AddTo(ClusterBuilder cluster)
    {
        double age = 16;
        foreach (RetentionPlan plan in All)
        {
            cluster.Add(KubeStashKinds.RetentionPolicy, plan.Key, cluster.Ago(age -= 0.01), Managers.Person, new JsonObject { ["spec"] = Spec(plan) });
        }
    }

    private static JsonObject Spec(RetentionPlan plan)
    {
        JsonObject spec = [];
        if (plan.Default)
        {
            spec["default"] = true;
        }

        spec["failedSnapshots"] = new JsonObject { ["last"] = plan.FailedLast };
        if (plan.MaxPeriod is not null)
        {
            spec["maxRetentionPeriod"] = plan.MaxPeriod;
        }

        JsonObject kept = [];
        (string Name, int Count)[] counters =
            [("last", plan.Last), ("hourly", plan.Hourly), ("daily", plan.Daily), ("weekly", plan.Weekly), ("monthly", plan.Monthly), ("yearly", plan.Yearly)];
        foreach ((string name, int count) in counters.Where(counter => counter.Count > 0))
        {
            kept[name] = count;
        }

        spec["successfulSnapshots"] = kept;
        spec["usagePolicy"] = new JsonObject { ["allowedNamespaces"] = new JsonObject { ["from"] = plan.From } };
        return spec;
    }
}
