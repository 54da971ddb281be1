// An OpenID Connect provider on loopback. Whoever comes is signed in as ACCOUNT and agrees.
// PORT, REDIRECT, ACCOUNT ("subject,email,verified") come from the environment.
import { Provider } from "oidc-provider";

const port = Number(process.env.PORT);
const issuer = `http://127.0.0.1:${port}`;
const [subject, email, verified] = process.env.ACCOUNT.split(",");

const provider = new Provider(issuer, {
  clients: [{ client_id: "suara-loket", client_secret: "rahasia-uji", redirect_uris: [process.env.REDIRECT] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, interaction) => `/setuju/${interaction.uid}` },
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email, email_verified: verified === "true" }),
  }),
  pkce: { required: () => true },
});

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith("/setuju/")) return next();
  const details = await provider.interactionDetails(ctx.req, ctx.res);
  if (details.prompt.name === "login") {
    return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: subject } });
  }
  const grant = new provider.Grant({ accountId: subject, clientId: details.params.client_id });
  grant.addOIDCScope("openid email");
  const grantId = await grant.save();
  return provider.interactionFinished(ctx.req, ctx.res, { consent: { grantId } }, { mergeWithLastSubmission: true });
});

provider.listen(port, "127.0.0.1", () => console.log("ready"));
