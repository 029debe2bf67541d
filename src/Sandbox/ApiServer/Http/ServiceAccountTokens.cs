using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Security;
using BackupConsole.Sandbox.ApiServer.Storage;
using BackupConsole.Sandbox.ApiServer.Writing;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>Tokens of service accounts, as <c>kubectl create token</c> asks for them; known until the process ends.</summary>
internal sealed class ServiceAccountTokens(ClusterState state)
{
    private const int Limit = 1000;
    private const int TokenBytes = 32;
    private const long DefaultSeconds = 3600;
    private const long ShortestSeconds = 600;
    private static readonly ResourceKind Accounts = new("", "v1", "serviceaccounts", "ServiceAccount", true);
    private readonly ConcurrentDictionary<string, (UserInfo User, ObjectKey Account, DateTimeOffset Ends)> tokens = new(StringComparer.Ordinal);

    /// <summary>The user of a token; null when there is none, it ended, or the account is gone.</summary>
    public UserInfo? Find(string token) =>
        tokens.TryGetValue(token, out (UserInfo User, ObjectKey Account, DateTimeOffset Ends) known)
        && known.Ends > state.Time.GetUtcNow()
        && state.Store.Find(Accounts.Id, known.Account)?.Uid == known.User.Uid
            ? known.User
            : null;

    /// <summary>POST of a TokenRequest.</summary>
    public async Task HandleAsync(HttpContext context, ObjectKey key)
    {
        Negotiation negotiation = Negotiation.Of(context.Request, objects: false);
        StoredObject account = state.Store.Find(Accounts.Id, key) ?? throw Refusals.NotFound(Accounts, key.Name);
        JsonObject request = (await Bodies.ReadObjectAsync(context, "TokenRequest")).Value!.AsObject();
        long seconds = request.Number("spec", "expirationSeconds") ?? DefaultSeconds;
        if (seconds < ShortestSeconds)
        {
            throw WriteRefusedException.Invalid(
                "authentication.k8s.io", "TokenRequest", "", [FieldError.Invalid("spec.expirationSeconds", seconds, "may not specify a duration less than 10 minutes")]);
        }

        DateTimeOffset now = state.Time.GetUtcNow();
        foreach ((string old, (UserInfo User, ObjectKey Account, DateTimeOffset Ends) known) in tokens.OrderBy(entry => entry.Value.Ends).Take(tokens.Count >= Limit ? tokens.Count : 0))
        {
            if (known.Ends <= now || tokens.Count >= Limit)
            {
                tokens.TryRemove(old, out _);
            }
        }

        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        UserInfo user = new(
            $"system:serviceaccount:{key.Namespace}:{key.Name}", account.Uid, ["system:serviceaccounts", $"system:serviceaccounts:{key.Namespace}", UserInfo.Authenticated]);
        tokens[token] = (user, key, now.AddSeconds(seconds));
        request["kind"] = "TokenRequest";
        request["apiVersion"] = "authentication.k8s.io/v1";
        request["metadata"] = new JsonObject { ["name"] = key.Name, ["namespace"] = key.Namespace, ["creationTimestamp"] = ObjectTexts.Time(now) };
        request["status"] = new JsonObject { ["token"] = token, ["expirationTimestamp"] = ObjectTexts.Time(now.AddSeconds(seconds)) };
        await Answers.SendAsync(context, StatusCodes.Status201Created, request, negotiation);
    }
}
