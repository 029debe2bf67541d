using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.ManagedFields;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>Reads what a write's query says about how it is to be done.</summary>
internal static class WriteParameters
{
    private const string DryRun = "dryRun";
    private const string Propagation = "propagationPolicy";
    private static readonly string[] Policies = ["Foreground", "Background", "Orphan", "nil"];

    /// <summary>For creates, replacements and patches.</summary>
    /// <param name="options">Kind of the options, for refusals.</param>
    /// <exception cref="WriteRefusedException">422.</exception>
    public static WriteContext Read(HttpRequest request, string options, bool applies = false)
    {
        IQueryCollection query = request.Query;
        string manager = query["fieldManager"].ToString();
        bool force = query.ContainsKey("force") && query["force"].ToString() is not ("0" or "false" or "False" or "FALSE");
        if (ManagerId.FindFault(manager) is { } fault)
        {
            throw Refusals.InvalidOptions(options, fault);
        }

        if (applies && manager.Length == 0)
        {
            throw Refusals.InvalidOptions(options, FieldError.Required("fieldManager", "is required for apply patch"));
        }

        if (query.ContainsKey("force") && !applies)
        {
            throw Refusals.InvalidOptions(options, FieldError.Forbidden("force", "may not be specified for non-apply patch"));
        }

        return new()
        {
            Manager = ManagerId.NameOf(manager, request.Headers.UserAgent.ToString()),
            Validation = Validation(query["fieldValidation"].ToString(), options),
            DryRun = IsDryRun([.. query[DryRun].OfType<string>()], options),
            Force = force,
        };
    }

    /// <summary>For deletions: the body's options, else the query's.</summary>
    /// <exception cref="WriteRefusedException">422.</exception>
    public static Deletion ReadDeletion(HttpRequest request, JsonObject body)
    {
        const string Options = "DeleteOptions";
        IQueryCollection query = request.Query;
        bool given = body.Count > 0;
        string propagation = given ? body.TextOrEmpty(Propagation) : query[Propagation].ToString();
        if (propagation.Length > 0 && (propagation == "nil" || !Policies.Contains(propagation)))
        {
            throw Refusals.InvalidOptions(Options, FieldError.NotSupported(Propagation, propagation, Policies));
        }

        string orphan = given ? (body.At("orphanDependents")?.ToJsonString() ?? "") : query["orphanDependents"].ToString();
        if (orphan.Length > 0)
        {
            if (propagation.Length > 0)
            {
                throw Refusals.InvalidOptions(Options, FieldError.Invalid(Propagation, propagation, "orphanDependents and deletionPropagation cannot be both set"));
            }

            propagation = RequestInfo.IsTrue(orphan) ? "Orphan" : "Background";
        }

        return new()
        {
            Propagation = propagation.Length > 0 ? propagation : null,
            KeepsDependents = orphan.Length > 0 ? RequestInfo.IsTrue(orphan) : null,
            Uid = body.Text("preconditions", "uid"),
            ResourceVersion = body.Text("preconditions", "resourceVersion"),
            GraceSeconds = given ? body.Number("gracePeriodSeconds") : ListReader.Number(query["gracePeriodSeconds"]),
            DryRun = IsDryRun(given && body.Count(DryRun) > 0 ? [.. body.Texts(DryRun)] : [.. query[DryRun].OfType<string>()], Options),
        };
    }

    private static FieldValidation Validation(string text, string options) => text switch
    {
        "" or "Warn" => FieldValidation.Warn,
        "Strict" => FieldValidation.Strict,
        "Ignore" => FieldValidation.Ignore,
        _ => throw Refusals.InvalidOptions(options, FieldError.NotSupported("fieldValidation", text, ["", "Ignore", "Strict", "Warn"])),
    };

    private static bool IsDryRun(string[] values, string options)
    {
        if (values.All(value => value == "All"))
        {
            return values.Length > 0;
        }

        string shown = $"[]string{{{string.Join(", ", values.Select(GoText.Quote))}}}";
        throw Refusals.InvalidOptions(options, new FieldError("FieldValueNotSupported", DryRun, $"Unsupported value: {shown}: supported values: \"All\""));
    }
}
